import ArgumentParser
import Ledger
import Sweep

/// documentation, which is not shown in the help.
let documentationCommands: [any ParsableCommand.Type] = [DocumentationCommand.self]

/// `pedlab documentation`: the parts of the pages that the program knows best, as Markdown.
/// `Scripts/documentation` puts them into the pages.
struct DocumentationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documentation",
    abstract: "Print a generated part of the documentation as Markdown.", shouldDisplay: false,
    subcommands: [PlanKeys.self, Commands.self, Statistics.self, Columns.self])

  struct PlanKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan-keys", abstract: "Print the table of the keys of a plan.")

    func run() throws {
      try Output.print("| key | type | default | allowed | example | meaning |")
      try Output.print("|---|---|---|---|---|---|")
      for key in PlanKey.all { try Output.print(key.markdownRow) }
    }
  }

  struct Statistics: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the table of correlation statistics.")

    func run() throws {
      try Output.print("| column | meaning | best is |")
      try Output.print("|---|---|---|")
      for statistic in CorrelationStatistic.all {
        try Output.print(
          "| `\(statistic.name)` | \(statistic.title) | \(statistic.better) |")
      }
    }
  }

  struct Columns: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the columns that conditions know.")

    func run() throws {
      try Output.print(RunColumn.all.map(\.name).joined(separator: ", "))
    }
  }

  struct Commands: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the help of each command.")

    func run() throws {
      try Output.print(CommandHelp.sections(of: PedlabCommand.self).joined(separator: "\n\n"))
    }
  }
}
