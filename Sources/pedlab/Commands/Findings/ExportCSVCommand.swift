import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "correlations.csv, scores.csv and traces.csv in a folder.",
    discussion: """
      EXAMPLES
        pedlab export csv step-size --out folder
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder to write.")
  var out: String

  @Flag(help: "Superseded runs too; the column `current` tells them apart.")
  var all = false

  func run() throws {
    let record = try source.record(needing: .scores, includesSuperseded: all)
    try CSVExport(record).write(to: out)
    for name in CSVExport.Tables.all.fileNames { try Output.print(out + "/" + name) }
  }
}
