/// How the runs of a plan stood when they were submitted.
package struct EnqueueSummary: Sendable, Equatable {
  /// Not computed before, or left behind by a process that stopped: queued now.
  package var queued = 0
  /// Runs that were done before.
  package var finished = 0
  /// Models of the finished ones, each counted in each run.
  package var finishedEvaluations = 0
  /// Left as they are unless a retry was asked for, in which case they count as queued.
  package var failed = 0
  /// Being computed by another process.
  package var running = 0
  /// Deleted by the user, and left so.
  package var deleted = 0
  /// Datasets whose runs are new because their inputs are no longer what they were.
  package var changedInputs: [InputChange] = []

  package init() {}
}
