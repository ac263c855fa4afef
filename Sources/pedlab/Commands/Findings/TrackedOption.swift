import ArgumentParser
import Findings
import Wording

extension TrackedAccuracies.Several: ExpressibleByArgument {}

/// Which values of a tracker's runs are the accuracies, and where they go.
struct TrackedOption: ParsableArguments {
  @Option(help: "The parameter, tag or column that names the model.")
  var model = "model"

  @Option(help: "The parameter, tag or column that names the dataset.")
  var dataset = "dataset"

  @Option(help: "The metric or column of the accuracy.")
  var accuracy: String

  @Option(
    help: """
      What becomes of several runs of a model on a dataset: all (repetitions), best, lowest \
      (default: an error).
      """)
  var several: TrackedAccuracies.Several?

  @Option(name: .customLong("out"), help: "The file to write; standard output if there is none.")
  var output: String?

  var columns: TrackedColumns {
    TrackedColumns(model: model, dataset: dataset, accuracy: accuracy)
  }

  /// Writes what was found, and says what was left out.
  func write(_ found: TrackedAccuracies, of source: String) throws {
    for remark in found.remarks { Messages.say("note: \(remark)") }
    guard !found.rows.isEmpty else {
      throw ImportError("\(source) has no finished run with a model, a dataset and \(accuracy).")
    }
    let text = try found.csv(several)
    guard let output else { return try Output.print(text, terminator: "") }
    try TextFile.write(text, to: output)
    Messages.say("\(output): accuracies of \(counted(found.rows.count, "run"))")
    Messages.say("next: ground_truth: \(output) in a plan, or pedlab audit \(output)")
  }
}
