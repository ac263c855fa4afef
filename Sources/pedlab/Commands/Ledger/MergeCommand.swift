import ArgumentParser
import Executors
import Findings
import Ledger
import Wording

/// `pedlab merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Add the finished runs of other ledgers. Conflicting results are reported.",
    discussion: """
      The folder of a job (pedlab run --executor) stands for the ledgers of its tasks: their evaluations \
      go to the ledger that it was submitted from, and runs that lack nothing more are completed. \
      Merging again changes nothing.

      EXAMPLES
        pedlab merge other.sqlite
        pedlab merge Results/jobs/step-size-1
      """)
  @Argument(help: "Other ledgers, or folders of jobs.") var others: [String]
  @OptionGroup var ledger: LedgerOption

  /// Results that differ by rounding only are no conflict.
  private static func rounding(_ summary: MergeSummary) -> String {
    guard summary.equalUpToRounding > 0 else { return "" }
    let cores = summary.cores.sorted().joined(separator: ", ")
    let reason = summary.cores.count > 1 ? "; other BLAS kernels: \(cores)" : ""
    return ", \(summary.equalUpToRounding) equal up to rounding\(reason)"
  }

  /// A table never has two states of the inputs.
  private static func superseded(_ summary: MergeSummary) -> String {
    let names = listed(summary.differingInputs.sorted(), limit: 5)
    let runs = counted(summary.superseded, "run")
    return """
      note: \(runs) superseded here, because the current runs of the experiment have other inputs: \
      \(names). `pedlab table --all` shows them; to make one state current, run its plan again.
      """
  }

  func run() throws {
    for folder in others where JobFolder.isJob(folder) {
      try JobMerge.merge(folder: JobFolder(path: folder), named: ledger.file)
    }
    let files = others.filter { !JobFolder.isJob($0) }
    guard !files.isEmpty else { return }
    let sources = try files.map { try LedgerStore(path: $0, mode: .readOnly) }
    let store = try LedgerStore(path: ledger.path)
    var conflicts = 0
    for source in sources {
      let summary = try store.merge(source)
      conflicts += summary.conflicts.count
      Messages.say(
        "\(source.path): \(summary.added) added, \(summary.same) there already, "
          + "\(summary.conflicts.count) conflicting"
          + Self.rounding(summary)
          + (summary.unfinished > 0 ? ", \(summary.unfinished) without a result left out" : "")
          + (summary.deleted.isEmpty ? "" : ", \(summary.deleted.count) deleted here left so"))
      if summary.superseded > 0 {
        Messages.say(Self.superseded(summary))
      }
      for run in summary.conflicts {
        Messages.say(
          "run \(run) has another result in \(source.path); the one in \(ledger.path) is kept")
      }
    }
    try ResultCells.keep(store.experiments(), in: store)
    if conflicts > 0 { throw ExitStatus.someRunsFailed }
  }
}
