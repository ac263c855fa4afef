import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportOptuna: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optuna", abstract: "An SQLite file that Optuna and optuna-dashboard open.",
    discussion: """
      EXAMPLES
        pedlab export optuna step-size --out study.db
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The file to write.")
  var out: String

  @Flag(help: "Replace the file if it exists.")
  var force = false

  func run() throws {
    let record = try source.record()
    try OptunaFile(record).write(to: out, replace: force)
    try Output.print(out)
  }
}
