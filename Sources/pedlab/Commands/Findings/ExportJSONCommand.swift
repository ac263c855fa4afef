import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "json", abstract: "Runs, scores and traces in one JSON file.",
    discussion: """
      EXAMPLES
        pedlab export json step-size --out step-size.json
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The file to write.")
  var out: String

  func run() throws {
    let record = try source.record()
    try JSONExport(record).write(to: out)
    try Output.print(out)
  }
}
