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

  /// How what was submitted is divided.
  struct Split: Encodable {
    let tasks: Int
    let pairs: Int
    let coreHours: Double
    let shortestSeconds: Double
    let longestSeconds: Double
    let readBytes: Int
    let largestModelBytes: Int

    init(_ split: SplitSummary) {
      (tasks, pairs, coreHours) = (split.tasks, split.pairs, split.coreHours)
      (shortestSeconds, longestSeconds) = (split.shortest, split.longest)
      (readBytes, largestModelBytes) = (split.bytesRead, split.largestModel)
    }
  }

  /// What was taken from the ledgers of earlier tasks.
  struct Merged: Encodable {
    let ledgers: Int
    let added: Int
    let same: Int
    let equalUpToRounding: Int
    let conflicts: [String]
    let foreign: Int
    let failed: Int
    let completedRuns: Int
    let failedRuns: Int
    let unreadable: [String]
    let blasCores: [String]

    init(_ found: GatheringSummary) {
      (ledgers, added, same) = (found.ledgers, found.added, found.same)
      (equalUpToRounding, conflicts) = (found.equalUpToRounding, found.conflicts)
      (foreign, failed) = (found.foreign, found.failed)
      (completedRuns, failedRuns) = (found.completedRuns, found.failedRuns)
      (unreadable, blasCores) = (found.unreadable, found.cores.sorted())
    }
  }

  let experiment: String
  let executor: String
  /// nil: nothing was submitted.
  let job: String?
  let folder: String?
  let evaluations: Evaluations
  let split: Split?
  let merged: Merged
  let ledger: String

  init(_ submission: SweepSubmission, _ outcome: JobSubmission.Outcome) {
    experiment = submission.plan.experiment
    executor = submission.choice.name
    (job, folder) = (outcome.job?.name, outcome.job?.path)
    let planned = submission.submission.evaluations
    evaluations = Evaluations(
      planned: planned, recorded: planned - outcome.gathered.missing, inQueue: outcome.inQueue,
      submitted: outcome.split?.evaluations ?? 0)
    split = outcome.split.map { Split($0) }
    merged = Merged(outcome.gathered)
    ledger = submission.ledger
  }
}
