import Conditions

/// Which runs to read, and in what order.
package struct RunQuery: Sendable {
  /// nil: of all experiments.
  package var experiment: String?
  /// nil: of any status.
  package var status: RunStatus?
  /// Numbers of settings of ``experiment``; nil: of any.
  package var settings: Set<Int>?
  /// Whether deleted runs are listed.
  package var includesDeleted = false
  /// Runs too that the latest submission of their plan does not ask for.
  package var includesSuperseded = false
  /// A condition over ``RunColumn/all``.
  package var condition: Expression?
  /// A column of ``RunColumn/all``; nil: as they were added.
  package var sort: String?
  /// Whether the greatest come first.
  package var descending = false
  /// At most as many runs; nil for all.
  package var limit: Int?
  /// How many of the first are passed over; counts only with a limit.
  package var offset = 0

  package init(
    experiment: String? = nil, status: RunStatus? = nil, includesSuperseded: Bool = false
  ) {
    self.experiment = experiment
    self.status = status
    self.includesSuperseded = includesSuperseded
  }
}
