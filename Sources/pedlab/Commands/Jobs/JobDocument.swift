import Executors

/// A job as `pedlab status EXPERIMENT --json` prints it.
struct JobDocument: Encodable {
  /// What the engine says of a task, or of the merge.
  struct State: Encodable {
    let phase: String
    let word: String
    let exitCode: Int?
    let node: String?
    let reason: String?
    let restarts: Int

    init(_ state: TaskState) {
      (phase, word, exitCode) = (state.phase.rawValue, state.word, state.exitCode)
      (node, reason, restarts) = (state.node, state.reason, state.restarts)
    }
  }

  /// What a task has left in the folder itself.
  struct Progress: Encodable {
    let stage: String
    let node: String
    let attempt: String
    let computed: Int
    let failed: Int
    let planned: Int
    let error: String?

    init(_ progress: TaskProgress) {
      (stage, node, attempt) = (progress.state.rawValue, progress.node, progress.attempt)
      (computed, failed, planned) = (progress.done, progress.failed, progress.total)
      error = progress.error
    }
  }

  struct Task: Encodable {
    let task: Int
    let planned: Int
    let state: State
    let progress: Progress?
  }

  let job: String
  let folder: String
  let executor: String
  /// The engine's names of it.
  let queueNames: [String]
  let tasks: [Task]
  let merge: State?
  let unmerged: Int
  let error: String?

  init(_ report: JobReport) {
    (job, folder, executor) = (report.job, report.folder, report.executor)
    queueNames = report.names
    tasks = report.tasks.map { task in
      Task(
        task: task.task, planned: task.evaluations, state: State(task.state),
        progress: task.progress.map { Progress($0) })
    }
    merge = report.merge.map { State($0) }
    (unmerged, error) = (report.unmerged, report.trouble)
  }
}
