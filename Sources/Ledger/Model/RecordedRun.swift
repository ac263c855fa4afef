/// A run as the ledger gives it back.
package struct RecordedRun: Sendable, Equatable {
  /// Where the ledger finds the run; 0 for runs that are in none.
  package var row: Int64
  /// For people: unique and stable as long as no other run begins with it (the first 12 hex digits of
  /// the identity; longer where two collide). What `run` is in the CSV files.
  package var id: String
  /// The experiment it was last submitted for.
  package var experiment: String
  /// What was computed, or is to be.
  package var specification: RunSpecification
  /// How far it is.
  package var status: RunStatus
  /// Whether it is hidden, until it is restored or removed for good.
  package var isDeleted: Bool
  /// Asked for by the latest submission of the experiment's plan; otherwise superseded.
  package var isCurrent: Bool
  /// The number of its setting in the experiment, by which people name it; nil if it has none.
  package var setting: Int?
  /// Of failed runs: the sentence.
  package var error: String?
  /// Seconds since 1970.
  package var createdAt: Double
  /// When it was recorded, in seconds since 1970; nil before that.
  package var finishedAt: Double?
  /// The time its evaluations took together; nil before it is finished.
  package var seconds: Double?
  /// nil before it is finished.
  package var correlations: Correlations?

  package init(
    row: Int64 = 0, id: String, experiment: String, specification: RunSpecification,
    status: RunStatus, isDeleted: Bool = false, isCurrent: Bool = true,
    setting: Int? = nil, error: String? = nil, createdAt: Double, finishedAt: Double? = nil,
    seconds: Double? = nil,
    correlations: Correlations? = nil
  ) {
    self.row = row
    self.id = id
    self.experiment = experiment
    self.specification = specification
    self.status = status
    self.isDeleted = isDeleted
    self.isCurrent = isCurrent
    self.setting = setting
    self.error = error
    self.createdAt = createdAt
    self.finishedAt = finishedAt
    self.seconds = seconds
    self.correlations = correlations
  }

  /// Digits of ``inputs``: enough to tell states of the inputs apart at a glance.
  static let inputDigits = 8

  /// The first digits of the input digest.
  package var inputs: String { String(specification.inputDigest.prefix(Self.inputDigits)) }

  /// Where the run is, for what does not need to know what it holds.
  package var address: RunAddress { RunAddress(row: row, id: id) }
}
