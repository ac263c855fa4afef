import ArgumentParser
import FeatureStore
import LinearAlgebra
import Platform

/// The command line. Each file of Commands holds one command.
@main
package struct PedlabCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "pedlab",
    abstract: "Which pre-trained model will fine-tune best? Sweep transferability metrics, record, "
      + "and compare.",
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Scoring",
        subcommands: [
          RankCommand.self, InitCommand.self, RunCommand.self, ScoreCommand.self,
          MetricsCommand.self,
        ]),
      CommandGroup(
        name: "Tasks on other machines",
        subcommands: [LogsCommand.self, CancelCommand.self, TaskCommand.self]),
      CommandGroup(name: "Stores", subcommands: [StoreCommand.self, CacheCommand.self]),
      CommandGroup(
        name: "The ledger",
        subcommands: [
          RunsCommand.self, QueryCommand.self, ShowCommand.self, StatusCommand.self,
          WatchCommand.self,
          CompareCommand.self,
          ReproduceCommand.self, TagCommand.self, NoteCommand.self, DeleteCommand.self,
          RestoreCommand.self, CollectCommand.self, RenameCommand.self, MergeCommand.self,
          BackupCommand.self, DoctorCommand.self,
        ]),
      CommandGroup(
        name: "Findings",
        subcommands: [
          AuditCommand.self, CorrelateCommand.self, TableCommand.self, StatisticsCommand.self,
          ReportCommand.self, ExportCommand.self, TruthCommand.self, UICommand.self,
        ]),
      CommandGroup(name: "The shell", subcommands: [CompletionsCommand.self]),
      CommandGroup(name: "Pages", subcommands: documentationCommands),
    ])

  package init() {}

  /// Runs the command line of the process, and ends it with the exit code.
  package nonisolated static func main() async {
    Output.secureStandardStreams()
    HDF5ReaderProgram.serveIfAsked()
    if let problem = ProcessLimit.problem {
      Messages.say(ErrorReport.prefixed(problem))
      // Without what libraries do at the end: they wait for their threads, too.
      _exit(ExitStatus.unreadableInput.rawValue)
    }
    BLASLibrary.endIdleThreads()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let status = await ended(arguments)
    exit(withError: status)
  }

  /// Runs a command line, and says why if it fails.
  ///
  /// - Returns: the exit code of the program.
  package nonisolated static func ended(_ arguments: [String]) async -> ExitCode {
    let called = CommandNames.called(by: arguments, below: PedlabCommand.self).command
    if let problem = CommandNames.problem(in: arguments, of: PedlabCommand.self)
      ?? RepeatedOption.problem(in: arguments, of: called)
    {
      Messages.say(ErrorReport.prefixed(problem))
      return ExitStatus.usage
    }
    if called is any ReadsStores.Type, Set(arguments).isDisjoint(with: ["--help", "-h"]) {
      HDF5ReaderProgram.startAhead()
    }
    do {
      if arguments == ["--version"] {
        try Output.print(VersionText.text())
        return .success
      }
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .success
    } catch {
      return reported(error, arguments)
    }
  }

  /// Says what an error means; `--help` and `--version` are such errors too.
  private nonisolated static func reported(
    _ error: any Error, _ arguments: [String]
  ) -> ExitCode {
    switch exitCode(for: error) {
    case .success:
      do {
        try Output.print(fullMessage(for: error))
        return .success
      } catch {
        return reported(error, arguments)
      }
    case .validationFailure:
      // ArgumentParser's own errors, and those of `validate()`.
      let message = UsageMessage(
        fullMessage(for: error), arguments: arguments, of: PedlabCommand.self)
      Messages.say(ErrorReport.prefixed(message.text))
      return ExitStatus.usage
    default:
      let report = ErrorReport(error)
      if let sentence = report.sentence { Messages.say(ErrorReport.prefixed(sentence)) }
      return report.status
    }
  }
}
