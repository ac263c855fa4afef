/// A run that this process computes.
package struct ClaimedRun: Sendable, Equatable {
  /// What is to be computed.
  package let specification: RunSpecification
  /// As ``RecordedRun/id``.
  package let id: String
  /// What was computed before: by a process that was stopped, or for a run that shares it. The accuracy
  /// may be another now.
  package let known: [Evaluation]
  let row: Int64
  let worker: Int64
  /// Of its models, by name.
  private let positions: [String: Int]

  /// Tells the runs of a ledger apart.
  package struct Key: Sendable, Hashable {
    let row: Int64
  }

  /// This run's.
  package var key: Key { Key(row: row) }

  init(_ run: RecordedRun, row: Int64, worker: Int64, known: [Evaluation] = []) {
    specification = run.specification
    id = run.id
    self.known = known
    self.row = row
    self.worker = worker
    positions = Dictionary(
      run.specification.models.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
  }

  /// Where a model is in the specification; nil if it is not of the run.
  package func position(of model: String) -> Int? { positions[model] }
}
