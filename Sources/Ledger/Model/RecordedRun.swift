/// A run as the ledger gives it back.
package struct RecordedRun: Sendable, Equatable {
  /// Short, unique, stable: what `run` is in the CSV files and `pedlab show RUN` takes (the first
  /// 12 hex digits of the identity; longer where two collide).
  package var id: String
  package var experiment: String
  package var specification: RunSpecification
  package var status: RunStatus
  package var isDeleted: Bool
  /// Of failed runs: the sentence.
  package var error: String?
  /// Seconds since 1970.
  package var createdAt: Double
  package var finishedAt: Double?
  package var seconds: Double?
  package var correlations: Correlations?

  package init(
    id: String, experiment: String, specification: RunSpecification, status: RunStatus,
    isDeleted: Bool = false, error: String? = nil, createdAt: Double, finishedAt: Double? = nil,
    seconds: Double? = nil, correlations: Correlations? = nil
  ) {
    self.id = id
    self.experiment = experiment
    self.specification = specification
    self.status = status
    self.isDeleted = isDeleted
    self.error = error
    self.createdAt = createdAt
    self.finishedAt = finishedAt
    self.seconds = seconds
    self.correlations = correlations
  }
}
