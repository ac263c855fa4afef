import ArgumentParser
import Executors
import Foundation

/// `pedlab logs`.
struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Show the log of a task, or of the merge.",
    discussion: """
      EXAMPLES
        pedlab logs 7
        pedlab logs merge --experiment step-size
      """)

  @Argument(help: "The number of the task, or merge.") var task: String
  @Option(help: "The experiment (default: that of the latest job).") var experiment: String?
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard task == "merge" || Int(task).map({ $0 >= 0 }) == true else {
      throw ValidationError("\"\(task)\" is not a task; give its number, or merge.")
    }
  }

  func run() throws {
    guard let job = try JobChoice.jobs(of: experiment, ledger: ledger.path).last else { return }
    let record = try job.record()
    let number = Int(task)
    if let number, number >= record.tasks {
      throw ExecutorError(
        "\(job.name) has no task \(number); its tasks are 0 to \(record.tasks - 1)", isUsage: true)
    }
    let path = try ExecutorCatalog.executor(named: record.executor)
      .log(of: number, job, record)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ExecutorError(
        "\(number.map { "task \($0)" } ?? "the merge") of \(job.name) has written nothing yet: there is no "
          + "\(path)")
    }
    try Output.print(String(decoding: data, as: UTF8.self), terminator: "")
  }
}
