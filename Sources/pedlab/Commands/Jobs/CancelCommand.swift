import ArgumentParser
import Executors
import Wording

/// `pedlab cancel`.
struct CancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End the tasks of an experiment, in the queue or running.",
    discussion: """
      What the tasks have computed is kept, and merged. Running the plan again submits the rest.

      EXAMPLES
        pedlab cancel step-size
        pedlab cancel step-size --task 7
      """)

  @Argument(help: "The experiment.") var experiment: String
  @Option(help: "Only this task of its latest job.") var task: [Int] = []
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let jobs = try JobChoice.jobs(of: experiment, ledger: ledger.path)
    var cancelled = 0
    for job in task.isEmpty ? jobs : jobs.suffix(1) {
      let record = try job.record()
      if let unknown = task.first(where: { !(0..<record.tasks).contains($0) }) {
        throw ExecutorError(
          "\(job.name) has no task \(unknown); its tasks are 0 to \(record.tasks - 1)",
          isUsage: true)
      }
      let executor = try ExecutorCatalog.executor(named: record.executor)
      let states = try executor.states(job, record)
      let alive = states.tasks.filter { $0.value.isAlive }.keys
        .filter { task.isEmpty || task.contains($0) }
      guard !alive.isEmpty else { continue }
      try executor.cancel(job, record, tasks: task.isEmpty ? nil : task)
      Messages.say("\(job.name): \(counted(alive.count, "task")) told to end")
      cancelled += alive.count
    }
    if cancelled == 0 { Messages.say("\(experiment): no task is in a queue or running") }
  }
}
