import Executors
import Ledger

/// What `pedlab status EXPERIMENT --json` prints.
struct StatusDocument: Encodable {
  struct Evaluations: Encodable {
    let planned: Int
    let recorded: Int
    let failed: Int
  }

  let experiment: String
  let isDone: Bool
  let runsByStatus: [String: Int]
  let superseded: Int
  let evaluations: Evaluations
  let ledger: String
  /// Of tasks on other machines; nil: there are none.
  let jobs: [JobDocument]?

  private enum CodingKeys: String, CodingKey {
    case experiment
    case isDone = "done"
    case runsByStatus, superseded, evaluations, ledger, jobs
  }

  init(experiment: String, ledger: String, _ progress: ExperimentProgress, jobs: [JobReport]) {
    self.jobs = jobs.isEmpty ? nil : jobs.map { JobDocument($0) }
    self.experiment = experiment
    self.ledger = ledger
    isDone = progress.isDone
    runsByStatus = progress.runs
    superseded = progress.superseded
    evaluations = Evaluations(
      planned: progress.planned, recorded: progress.recorded, failed: progress.failed)
  }
}
