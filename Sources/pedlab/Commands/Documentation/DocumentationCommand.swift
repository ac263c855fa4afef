import ArgumentParser
import Findings
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
    subcommands: [
      PlanKeys.self, Commands.self, CommandIndex.self, ExitCodes.self, Statistics.self,
      Columns.self, Presets.self,
    ])

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

  struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the table of presets in the shape of papers.")

    func run() throws {
      try Output.print("| preset | paper | shape | checked against |")
      try Output.print("|---|---|---|---|")
      for preset in TablePreset.all {
        let checked = preset.checked.isEmpty ? "nothing: from memory" : preset.checked
        try Output.print(
          "| `\(preset.name)` | \(preset.paper) | \(preset.shape) | \(checked) |")
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

  struct CommandIndex: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "command-index", abstract: "Print a list of the commands.")

    func run() throws {
      for group in PedlabCommand.configuration.groupedSubcommands {
        let lines = group.subcommands.flatMap { CommandHelp.lines(of: $0, path: ["pedlab"]) }
        guard !lines.isEmpty else { continue }
        try Output.print("**\(group.name)**\n")
        for line in lines { try Output.print(line) }
        try Output.print("")
      }
    }
  }

  struct ExitCodes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "exit-codes", abstract: "Print the table of exit codes.")

    func run() throws {
      try Output.print("| code | meaning |\n|---|---|")
      for (code, meaning) in ExitStatus.meanings {
        try Output.print("| \(code.rawValue) | \(meaning) |")
      }
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
