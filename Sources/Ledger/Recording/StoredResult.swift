/// A result in the form in which it is written.
struct StoredResult {
  struct Failure {
    let position: Int
    let error: String
    let log: String
  }

  let run: Int64
  let seconds: Double
  let correlations: Correlations
  /// In the order of the models, which is the order in which they are read.
  let rows: [EvaluationRow]
  /// ``RunSpecification/motionKey``; nil where there are no traces.
  let motionKey: Int64?
  let failures: [Failure]
  let error: String?
  /// Over scores, traces and correlations.
  let checksum: Int64
  /// Over what the row of the run holds alone.
  let summary: Int64

  /// - Throws: ``LedgerError`` for a score that is no number, or of no model of the run.
  init(_ result: RunResult, of claimed: ClaimedRun) throws {
    failures = try Self.failures(result, of: claimed)
    error = result.error
    var rows: [EvaluationRow] = []
    rows.reserveCapacity(result.evaluations.count)
    for evaluation in result.evaluations { rows.append(try Self.row(evaluation, of: claimed)) }
    self.rows = rows.sorted { $0.position < $1.position }
    motionKey = Self.motionKey(self.rows, of: claimed)
    run = claimed.row
    seconds = result.seconds
    correlations = result.correlations
    var checksum = ResultChecksum()
    for row in self.rows { checksum.add(row) }
    checksum.add(correlations)
    self.checksum = checksum.value
    summary = ResultChecksum.summary(result.correlations, seconds: result.seconds)
  }

  static func motionKey(_ rows: [EvaluationRow], of claimed: ClaimedRun) -> Int64? {
    rows.contains { !$0.trace.isEmpty } ? claimed.specification.motionKey : nil
  }

  static func row(_ evaluation: Evaluation, of claimed: ClaimedRun) throws -> EvaluationRow {
    guard !evaluation.score.isNaN, let position = claimed.position(of: evaluation.model) else {
      throw LedgerError(
        .other,
        "run \(claimed.id) has no place for the score \(evaluation.score) of model "
          + "\"\(evaluation.model)\": scores are numbers, and models those of the run.")
    }
    return EvaluationRow(evaluation, position: position)
  }

  private static func failures(
    _ result: RunResult, of claimed: ClaimedRun
  ) throws -> [Failure] {
    try result.failures.map { failure in
      guard let position = claimed.position(of: failure.model) else {
        throw LedgerError(
          .other, "run \(claimed.id) has no model \"\(failure.model)\" that could have failed.")
      }
      return Failure(position: position, error: failure.error, log: failure.log)
    }
  }
}
