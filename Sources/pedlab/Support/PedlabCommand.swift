import ArgumentParser
import FeatureStore
import LinearAlgebra

/// audit, correlate, table, statistics, report, export.
let findingsCommands: [any ParsableCommand.Type] = [
  AuditCommand.self, CorrelateCommand.self, TableCommand.self, StatisticsCommand.self,
  ReportCommand.self,
  ExportCommand.self,
]

/// runs, show, status, compare, reproduce, tag, note, delete, restore, gc, merge, backup, doctor.
let ledgerCommands: [any ParsableCommand.Type] = [
  RunsCommand.self, ShowCommand.self, StatusCommand.self, CompareCommand.self,
  ReproduceCommand.self, TagCommand.self, NoteCommand.self, DeleteCommand.self, RestoreCommand.self,
  CollectCommand.self,
  MergeCommand.self, BackupCommand.self, DoctorCommand.self,
]

/// metrics.
let metricCommands: [any ParsableCommand.Type] = [MetricsCommand.self]

/// The command line. Each file of this folder holds one group of commands.
@main
struct PedlabCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "pedlab",
    abstract: "Which pre-trained model will fine-tune best? Sweep PED and its metrics, and tell.",
    version: version,
    subcommands: sweepCommands + storeCommands + metricCommands + ledgerCommands
      + findingsCommands + benchmarkCommands + documentationCommands
  )

  /// As the library's, but that a command line that makes no sense exits with 2, as documented.
  nonisolated static func main() async {
    BLASLibrary.endIdleThreads()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Messages.say(fullMessage(for: error))
      exit(withError: ExitStatus.usage)
    }
  }
}

/// store inspect|check|import|synthesize|export-npy, cache.
let storeCommands: [any ParsableCommand.Type] = [StoreCommand.self, CacheCommand.self]

/// run, score.
let sweepCommands: [any ParsableCommand.Type] = [RunCommand.self, ScoreCommand.self]
