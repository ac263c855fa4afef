import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportNotebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "A Jupyter notebook with outputs, and the data it reads.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The notebook (default: Notebooks-export/EXPERIMENT.ipynb).")
  var out: String?

  func run() throws {
    let record = try source.record()
    let path = out ?? "Notebooks-export/\(source.experiment).ipynb"
    try NotebookExport(record).write(to: path)
    try Output.print(path)
  }
}
