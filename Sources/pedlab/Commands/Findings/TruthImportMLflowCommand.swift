import ArgumentParser
import Findings

/// `pedlab truth import mlflow`.
struct TruthImportMLflowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mlflow",
    abstract: "Accuracies of an MLflow tracking file (SQLite).",
    discussion: """
      Reads finished runs that are not deleted; a metric's value is that of its last step. The file \
      is only read.

      EXAMPLES
        pedlab truth import mlflow mlflow.db --accuracy test_acc --out accuracy.csv
      """)

  @Argument(help: "MLflow's SQLite file.", completion: .file())
  var file: String

  @Option(help: "The experiment of MLflow (default: all).")
  var experiment: String?

  @OptionGroup var tracked: TrackedOption

  func run() throws {
    let found = try MLflowRuns(file).accuracies(tracked.columns, experiment: experiment)
    try tracked.write(found, of: file)
  }
}
