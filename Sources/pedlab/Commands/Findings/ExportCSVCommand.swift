import ArgumentParser
import Findings
import Foundation
import Ledger
import Wording

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
    let earlier = record.runs.count { !$0.isCurrent }
    guard earlier > 0 else { return }
    Messages.say(
      "note: with \(counted(earlier, "earlier run")) that the plan no longer asks for; the column `current` "
        + "tells \(earlier == 1 ? "it" : "them") apart.")
  }
}
