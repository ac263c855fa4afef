import ArgumentParser
import Findings
import Foundation
import Ledger

struct ExportNotebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook", abstract: "A Jupyter notebook with outputs, and the data it reads.",
    discussion: """
      EXAMPLES
        pedlab export notebook step-size
        pedlab export notebook step-size --out step-size.ipynb --no-execute
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The notebook (default: Notebooks-export/EXPERIMENT.ipynb).")
  var out: String?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Run the notebook after it is written, so that every cell has its output (default: where python3 has \
      nbclient, ipykernel, matplotlib and pandas).
      """)
  var execute: Bool?

  func run() throws {
    let record = try source.record()
    let path = out ?? "Notebooks-export/\(source.experiment).ipynb"
    try NotebookExport(record).write(to: path)
    if execute ?? NotebookExecution.isAvailable {
      try NotebookExecution.run(path)
    } else if execute == nil {
      Messages.say(
        "note: the cells that draw anew have no output: python3 has no Jupyter (pip install nbclient"
          + " ipykernel matplotlib pandas). The figures are shown from their files.")
    }
    try Output.print(path)
  }
}
