import ArgumentParser
import Findings
import Tabular

/// `pedlab truth import wandb-csv`.
struct TruthImportWandbCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wandb-csv",
    abstract: "Accuracies of a table of runs that W&B exported as CSV.",
    discussion: """
      Takes any CSV with a row for each run. Where there is a column State, runs that did not finish \
      are left out.

      EXAMPLES
        pedlab truth import wandb-csv runs.csv --model arch --accuracy test/acc
      """)

  @Argument(help: "The CSV file; - for standard input.", completion: .file(extensions: ["csv"]))
  var file: String

  @OptionGroup var tracked: TrackedOption

  func run() throws {
    let found = try WandbTable(CSVTable.reading(file)).accuracies(tracked.columns)
    try tracked.write(found, of: file)
  }
}
