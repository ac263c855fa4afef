import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportParquet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parquet",
    abstract: "The three tables of 'export csv' as Parquet, by DuckDB's command line.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder.")
  var out: String

  func run() throws {
    let record = try source.record()
    try ParquetExport(record).write(to: out)
    for name in ParquetExport.fileNames { try Output.print(out + "/" + name) }
  }
}
