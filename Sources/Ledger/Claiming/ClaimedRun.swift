/// A run that this process computes.
package struct ClaimedRun: Sendable, Equatable {
  package let specification: RunSpecification
  /// As ``RecordedRun/id``.
  package let id: String
  let run: Int64
  let worker: Int64
}
