import ArgumentParser
import Findings
import Ledger

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write an experiment in the formats of other tools.",
    subcommands: [
      ExportCSV.self, ExportJSON.self, ExportParquet.self, ExportNotebook.self,
      ExportMLflow.self, ExportOptuna.self,
    ])
}
