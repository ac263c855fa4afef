import ArgumentParser
import Executors
import Findings
import Foundation
import Ledger
import Wording

/// `pedlab status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Count current runs by experiment and status.",
    discussion: """
      With an experiment, the exit code is 0 if all of it is done, 1 if some of it failed, and 4 if \
      some of it is not done yet. --watch prints again until it is done. Jobs of its tasks (pedlab run \
      --executor) are shown with what their queue says, and what the tasks have left in their folder; a \
      task that the queue no longer knows is not taken for failed.

      EXAMPLES
        pedlab status
        pedlab status step-size --watch
      """)

  @Argument(help: "Only this experiment, and how far it is.") var experiment: String?
  @Flag(help: "Wait until the experiment is done, and print each change.") var watch = false
  @Flag(help: "List all tasks of jobs, not only those that run or ended early.")
  var tasks = false
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  /// Seconds between two looks of --watch.
  private static let pause = 1.0

  func validate() throws {
    if watch, experiment == nil { throw ValidationError("--watch needs an experiment to watch.") }
  }

  func run() throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    guard let experiment else { return try printAll(store) }
    var last: (progress: ExperimentProgress, jobs: [JobReport])?
    while true {
      let progress = try store.knownProgress(of: experiment)
      let jobs = try JobStatusText.reports(of: experiment, ledger: ledger.path)
      if last.map({ $0 != (progress, jobs) }) ?? true { try show(experiment, progress, jobs) }
      last = (progress, jobs)
      guard watch, !progress.isDone else { return try progress.end() }
      Thread.sleep(forTimeInterval: Self.pause)
    }
  }

  private func show(
    _ experiment: String, _ progress: ExperimentProgress, _ jobs: [JobReport]
  ) throws {
    if json {
      try Output.json(
        StatusDocument(experiment: experiment, ledger: ledger.path, progress, jobs: jobs))
      return
    }
    let runs = progress.runPhrases
    var parts = ["\(progress.recorded) of \(counted(progress.planned, "evaluation")) recorded"]
    if progress.failed > 0 { parts.append("\(progress.failed) failed") }
    if progress.superseded > 0 { parts.append(counted(progress.superseded, "superseded run")) }
    try Output.print(
      "\(experiment): \(runs.isEmpty ? "no runs" : "runs: " + runs.joined(separator: ", ")); "
        + parts.joined(separator: ", "))
    for job in jobs { try Output.print(JobStatusText.text(job, all: tasks)) }
  }

  private func printAll(_ store: LedgerStore) throws {
    let counts = try store.statusCounts()
    if json {
      let documents = try store.experiments().map { name in
        JSONValue.object([
          ("experiment", .text(name)),
          (
            "runs_by_status",
            .object(
              RunStatus.allCases.compactMap { status in
                counts[name]?[status].map { (status.rawValue, .integer($0)) }
              })
          ),
        ])
      }
      return try Output.json(.array(documents))
    }
    let rows = try store.experiments().map { name in
      [name] + RunStatus.allCases.map { String(counts[name]?[$0] ?? 0) }
    }
    try Output.print(
      TextTable(header: ["experiment"] + RunStatus.allCases.map(\.rawValue), rows: rows).text,
      terminator: "")
  }
}
