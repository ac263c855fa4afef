import FeatureStatistics
import LinearAlgebra
import Platform

/// The source outputs of an input, checked.
extension ScoringInput {
  /// - Throws: ``MetricError`` if there are none, if their rows are not those of the labels, or if
  ///   they have no columns.
  func requireOutputs(_ metric: String) throws -> SourceOutputs {
    guard let outputs else {
      throw MetricError(
        "\(metric) reads source-head outputs; the store has no logits for this model and dataset.")
    }
    guard outputs.rows.rows == labels.count else {
      throw MetricError(
        "\(metric): the logits have \(counted(outputs.rows.rows, "row")), and the features and "
          + "labels \(labels.count). Each row of the features needs its own row of logits.")
    }
    guard outputs.rows.columns > 0 else {
      throw MetricError("\(metric): the logits have no columns; one per source class is needed.")
    }
    return outputs
  }

  /// Calls `body` with each row of the source outputs as they are stored.
  ///
  /// - Throws: ``MetricError`` that names the first value that is not finite. A log-probability may be
  ///   minus infinity.
  func forEachOutput(_ metric: String, _ body: (_ row: Int, _ values: [Double]) -> Void) throws {
    let outputs = try requireOutputs(metric)
    let kind = try outputs.kind()
    try outputs.rows.forEachBlock { start, block in
      for i in 0..<block.rows {
        let row = Array(block.row(i))
        try Self.check(row, start + i, kind, metric)
        body(start + i, row)
      }
    }
  }

  /// Calls `body` with each row of the source outputs as probabilities.
  ///
  /// - Throws: ``MetricError`` for a value that is not finite, or for a row that is said to be
  ///   probabilities and is not.
  func forEachDistribution(
    _ metric: String, _ body: (_ row: Int, _ probabilities: [Double]) -> Void
  ) throws {
    let outputs = try requireOutputs(metric)
    guard outputs.rows.columns > 1 else {
      throw MetricError(
        "\(metric) compares source classes, and the logits have one column. Are these the predicted "
          + "classes? It takes the outputs for each class.")
    }
    let kind = try outputs.kind()
    var flaw: (row: Int, text: String)?
    try forEachOutput(metric) { index, values in
      let probabilities = Self.probabilities(values, kind)
      if kind != .logits, flaw == nil, let text = SourceOutputs.flaw(ofDistribution: probabilities)
      {
        flaw = (index, text)
      }
      body(index, probabilities)
    }
    guard let flaw else { return }
    throw MetricError(
      "\(metric): the source outputs are said to be \(kind.rawValue), but row \(flaw.row) (from 0) "
        + "\(flaw.text). Set logits_are to what they are.")
  }

  /// What a metric that uses probabilities says of outputs that were taken for such.
  func outputNotes() throws -> [String] {
    guard let outputs, outputs.isRecognised else { return [] }
    switch try outputs.kind() {
    case .logits: return []
    case .probabilities:
      return [
        "the source outputs are probabilities (each row sums to 1) and are used as they are, "
          + "without softmax; logits_are settles it"
      ]
    case .logProbabilities:
      return [
        "the source outputs are log-probabilities (the exponentials of each row sum to 1) and are "
          + "used as such; logits_are settles it"
      ]
    }
  }

  private static func probabilities(_ row: [Double], _ kind: SourceOutputs.Kind) -> [Double] {
    switch kind {
    case .logits:
      let total = logSumExp(row[...])
      return row.map { exp($0 - total) }
    case .probabilities:
      // Rounded to few digits; within the rounding of half precision they are left as they are.
      let sum = row.reduce(0, +)
      let isRounded =
        abs(sum - 1) > SourceOutputs.sumTolerance
        && abs(sum - 1) <= SourceOutputs.roundedSumTolerance
      return isRounded ? row.map { $0 / sum } : row
    case .logProbabilities: return row.map { exp($0) }
    }
  }

  private static func check(
    _ row: [Double], _ index: Int, _ kind: SourceOutputs.Kind, _ metric: String
  ) throws {
    let bad = row.firstIndex {
      !$0.isFinite && !(kind == .logProbabilities && $0 == -.infinity)
    }
    guard let bad else { return }
    throw MetricError(
      "\(metric): the logits are not finite: row \(index), column \(bad) (from 0) is \(row[bad]).")
  }
}
