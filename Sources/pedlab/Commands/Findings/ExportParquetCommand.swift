import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportParquet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parquet",
    abstract: "The three tables of 'export csv' as Parquet, by DuckDB's command line.",
    discussion: """
      EXAMPLES
        pedlab export parquet step-size --out folder
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder to write.")
  var out: String

  func run() throws {
    let record = try source.record()
    try ParquetExport(record).write(to: out)
    for name in ParquetExport.fileNames { try Output.print(out + "/" + name) }
  }
}
