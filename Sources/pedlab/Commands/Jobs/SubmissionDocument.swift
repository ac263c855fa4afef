import Executors
import Sweep

/// What `pedlab run --executor ... --json` prints.
struct SubmissionDocument: Encodable {
  struct Evaluations: Encodable {
    let planned: Int
    /// In the ledger, with what was just taken from earlier jobs.
    let recorded: Int
    let inQueue: Int
    let submitted: Int
  }

  let experiment: String
  let executor: String
  /// The folder; nil: nothing was submitted.
  let job: String?
  let evaluations: Evaluations
  let split: SplitSummary?
  let merged: GatheringSummary
  let ledger: String

  init(_ submission: SweepSubmission, _ outcome: JobSubmission.Outcome) {
    experiment = submission.plan.experiment
    executor = submission.choice.name
    job = outcome.job?.path
    let planned = submission.submission.evaluations
    evaluations = Evaluations(
      planned: planned, recorded: planned - outcome.gathered.missing, inQueue: outcome.inQueue,
      submitted: outcome.split?.evaluations ?? 0)
    split = outcome.split
    merged = outcome.gathered
    ledger = submission.ledger
  }
}
