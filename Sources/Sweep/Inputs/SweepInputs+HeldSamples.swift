import FeatureStatistics
import FeatureStore
import Ledger
import LinearAlgebra
import Transferability
import Wording

extension SweepInputs {
  /// The rows of a model on a dataset that samples need, ascending.
  func rows(of samples: [RowSample?], _ labels: Labels) -> [Int] {
    guard !samples.contains(nil) else { return Array(labels.classes.indices) }
    var rows = Set<Int>()
    // The largest sample of a seed holds the smaller ones.
    for (seed, own) in Dictionary(grouping: samples.compactMap { $0 }, by: \.seed) {
      let nested = NestedRows(labels: labels.classes, classes: labels.classCount, seed: seed)
      rows.formUnion(nested.rows(perClass: own.map(\.perClass).max()))
    }
    return rows.sorted()
  }

  /// The rows that the plan's samples need, to be kept from the pass that reads them anyway; none where
  /// they would be too many.
  func rowsToKeep(_ model: String, _ dataset: String) throws -> [Int] {
    guard !samples.isEmpty else { return [] }
    let features = try store.features(model: model, dataset: dataset)
    let rows = rows(of: samples, try store.labels(model: model, dataset: dataset))
    return 8 * rows.count * features.columns <= HeldSample.largest ? rows : []
  }

  /// The rows of some samples in memory: kept from the pass, or by one read.
  ///
  /// - Parameter readsOutputs: whether source-head outputs are held as well, where there are any.
  func heldSample(
    _ model: String, _ dataset: String, of samples: [RowSample?], readsOutputs: Bool
  ) throws -> HeldSample {
    let labels = try store.labels(model: model, dataset: dataset)
    guard labels.targets == nil else {
      throw MetricError("samples by class need classes; the labels are real-valued targets.")
    }
    let features = try store.features(model: model, dataset: dataset)
    let rows = rows(of: samples, labels)
    guard 8 * rows.count * features.columns <= HeldSample.largest else {
      throw MetricError(
        "samples of rows are made in memory, and \(rows.count) x \(features.columns) features are "
          + "more than 2 GB.")
    }
    let pair = Pair(model: model, dataset: dataset)
    let kept = keptRows.take(pair).flatMap { $0.rows == rows ? $0.features : nil }
    let outputs =
      readsOutputs && store.hasLogits(model: model, dataset: dataset)
      ? try outputs(model, dataset) : nil
    return try HeldSample(
      rows: rows,
      features: kept ?? read(features, rows, pair),
      labels: labels.classes, classes: labels.classCount,
      // What is none of the kinds stops the metrics that read it: `checkLogits`.
      outputs: outputs.map { ($0.rows, try? $0.kind()) },
      reference: try? reference(model), companions: companions(model, dataset),
      name: "\(model) on \(dataset)")
  }

  private func read(_ features: FeatureMatrix, _ rows: [Int], _ pair: Pair) throws -> Matrix {
    let (content, kept) = try features.content(keeping: rows)
    knownRows.note(content, of: pair)
    return kept
  }

  /// The rows of all samples of the plan.
  func heldSample(_ model: String, _ dataset: String) throws -> HeldSample {
    try heldSample(model, dataset, of: samples, readsOutputs: true)
  }

  /// What metrics read of a sample.
  ///
  /// - Parameter held: the rows of all samples of the plan; read where the first of them is asked for.
  func scoringInput(
    _ model: String, _ dataset: String, _ sample: RowSample, from held: () throws -> HeldSample
  ) throws -> ScoringInput {
    let labels = try store.labels(model: model, dataset: dataset)
    let rows = rows(of: [sample], labels)
    let known = try held()
    // A run of another plan than that of the inputs.
    guard known.holds(rows) else {
      return try heldSample(model, dataset, of: [sample], readsOutputs: true).input(of: rows)
    }
    return known.input(of: rows)
  }

  /// Which classes of a dataset have fewer rows than a sample asks for.
  package func sampleRemarks() throws -> [String] {
    guard !samples.isEmpty else { return [] }
    return try datasets.flatMap { dataset -> [String] in
      let labels = try store.labels(of: dataset)
      guard labels.targets == nil else {
        throw PlanError(
          "samples_per_class needs classes; the labels of \(dataset) are real-valued targets. Leave it"
            + " out (datasets: [...])")
      }
      let counts = labels.counts
      return try orderRemarks(of: dataset)
        + Set(samples.map(\.perClass)).sorted().compactMap { size in
          let short = counts.count { $0 < size }
          return short == 0
            ? nil
            : "\(dataset): \(short) of \(counts.count) classes have fewer than \(size) rows; all of them "
              + "are taken"
        }
    }
  }

  /// Which models hold their rows in another order than the others, so that samples cannot be of the
  /// same rows.
  package func orderRemarks() throws -> [String] {
    try datasets.flatMap { try orderRemarks(of: $0) }
  }

  private func orderRemarks(of dataset: String) throws -> [String] {
    let others = try store.modelsInOtherOrder(on: dataset)
    guard !others.isEmpty else { return [] }
    let (hold, them) = others.count == 1 ? ("holds", "it") : ("hold", "them")
    return [
      "\(dataset): \(listed(others)) \(hold) the rows in another order than"
        + " \(store.firstHolder(of: dataset)), as labels of their own say, so samples are of other rows"
        + " of \(them): differences between models are less certain"
    ]
  }
}
