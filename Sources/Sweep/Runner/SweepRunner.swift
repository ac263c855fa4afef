import FeatureStore
import Ledger
import LinearAlgebra
import Synchronization
import Transferability

/// Computes the queued runs of an experiment and records each as it is finished.
///
/// Features are read once per (model, dataset); the runs of a dataset are then scored from what
/// was prepared. Results do not depend on the number of workers: each number is computed by one
/// thread from the same inputs in the same order.
package struct SweepRunner: Sendable {
  /// How a sweep is computed; none of it changes results.
  package struct Options: Sendable {
    /// Threads that compute.
    package var workers: Int
    /// Bytes that the sweep may take.
    package var memoryLimit: Int
    /// Whether the first failure stops the sweep.
    package var failFast: Bool
    /// What becomes of a run in which a model cannot be scored.
    package var onFailure: OnFailure

    /// A sweep of the queued runs of a submission.
    package init(
      workers: Int, memoryLimit: Int, failFast: Bool, onFailure: OnFailure = .fail
    ) {
      self.workers = workers
      self.memoryLimit = memoryLimit
      self.failFast = failFast
      self.onFailure = onFailure
    }
  }

  /// How a sweep went.
  package struct Summary: Sendable, Equatable {
    /// Runs that were computed and recorded.
    package var finished = 0
    /// Runs that were recorded as failed.
    package var failed = 0
    /// Evaluations that were computed, not reused.
    package var computedEvaluations = 0
    /// Taken from an earlier attempt or from runs that share them.
    package var reusedEvaluations = 0
    /// Models that could not be scored, over all runs.
    package var failedEvaluations = 0
    /// Runs begun and given back because of an interruption.
    package var released = 0
    /// Whether runs were made of scores that were there alone: accuracies changed, for example.
    package var isReused: Bool {
      finished > 0 && computedEvaluations == 0 && reusedEvaluations > 0
    }
    /// The first failure in a sentence; nil if there was none.
    package var firstError: String?
    /// Whether a signal stopped the sweep.
    package var wasInterrupted = false
  }

  let inputs: SweepInputs
  let ledger: LedgerStore
  let submission: Int64
  let options: Options
  let stop: StopFlag
  /// Called with the dataset after each evaluation that is computed; those that are taken over are not.
  let progress: @Sendable (String) -> Void
  /// Called again and again while other processes compute what is left.
  let waiting: @Sendable ([ClaimHolder]) -> Void

  /// A sweep over the queued runs of a submission.
  package init(
    inputs: SweepInputs, ledger: LedgerStore, submission: Int64, options: Options,
    stop: StopFlag, waiting: @escaping @Sendable ([ClaimHolder]) -> Void = { _ in },
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.inputs = inputs
    self.ledger = ledger
    self.submission = submission
    self.options = options
    self.stop = stop
    self.progress = progress
    self.waiting = waiting
  }
}
