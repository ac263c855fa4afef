/// What came of taking the results of jobs into a ledger.
package struct GatheringSummary: Sendable, Equatable {
  /// Ledgers of attempts that were read.
  package var ledgers = 0
  /// Evaluations that were not there before.
  package var added = 0
  /// There already, with the same result: from an earlier merge, or from two attempts at a task.
  package var same = 0
  /// There already, and equal up to rounding.
  package var equalUpToRounding = 0
  /// There already with another result, which is kept: sentences.
  package var conflicts: [String] = []
  /// Of no run of the ledger: their inputs or runs are no longer there.
  package var foreign = 0
  /// Models that could not be scored, over all settings.
  package var failed = 0
  /// Runs that have their result now.
  package var completedRuns = 0
  /// Those of them that failed.
  package var failedRuns = 0
  /// Evaluations that the current runs of the experiment still lack.
  package var missing = 0
  /// Files that could not be read: sentences.
  package var unreadable: [String] = []
  /// The BLAS kernels that the results were computed with.
  package var cores: Set<String> = []

  package init() {}
}
