import ArgumentParser
import Findings
import Published
import Wording

/// `pedlab truth`: the ground truths that come with the program.
struct TruthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "truth",
    abstract: "List, show or export built-in ground truths; import those of trackers.",
    discussion: """
      A built-in ground truth is named wherever accuracies are read: ground_truth: NAME in a plan, \
      --truth NAME, pedlab audit NAME.

      EXAMPLES
        pedlab truth list
        pedlab truth show medmnist-sources
        pedlab truth export sfda-cnn --out accuracies.csv
        pedlab truth export medmnist-sources --table scores --out scores.csv
        pedlab truth import mlflow mlflow.db --accuracy test_acc --out accuracy.csv
      """,
    subcommands: [
      TruthListCommand.self, TruthShowCommand.self, TruthExportCommand.self,
      TruthImportCommand.self,
    ],
    defaultSubcommand: TruthListCommand.self)

  /// - Throws: a usage error that lists the names there are.
  static func truth(named name: String) throws -> BuiltInGroundTruth {
    guard let truth = BuiltInGroundTruth(rawValue: name) else {
      let names = BuiltInGroundTruth.allCases.map(\.rawValue)
      throw ValidationError(
        "There is no built-in ground truth \"\(name)\"\(Suggestion.text(for: name, among: names)); "
          + "there are \(listed(names, limit: .max)).")
    }
    return truth
  }
}
