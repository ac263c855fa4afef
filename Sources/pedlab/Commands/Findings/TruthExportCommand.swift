import ArgumentParser
import Findings
import Published
import Tabular

/// `pedlab truth export`.
struct TruthExportCommand: ParsableCommand {
  enum Table: String, CaseIterable, ExpressibleByArgument {
    case accuracies, scores, models, datasets
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a ground truth, or what is known beside it, as CSV.",
    discussion: """
      EXAMPLES
        pedlab truth export sfda-cnn --out accuracy.csv
      """)

  @Argument(help: "The name of a built-in ground truth.")
  var name: String

  @Option(help: "accuracies; scores that were published beside them; models; datasets.")
  var table = Table.accuracies

  @Option(name: .customLong("out"), help: "The file to write; standard output if there is none.")
  var output: String?

  func validate() throws {
    let truth = try TruthCommand.truth(named: name)
    guard table == .scores, truth.scores.isEmpty else { return }
    let names = BuiltInGroundTruth.allCases.filter { !$0.scores.isEmpty }.map(\.rawValue)
    throw ValidationError(
      "No scores were published beside \(name); there are some for \(names.joined(separator: ", "))."
    )
  }

  func run() throws {
    let text = try text(TruthCommand.truth(named: name))
    guard let output else { return try Output.print(text, terminator: "") }
    try TextFile.write(text, to: output)
  }

  private func text(_ truth: BuiltInGroundTruth) throws -> String {
    var writer = CSVWriter()
    switch table {
    case .accuracies:
      writer.write(["model", "dataset", "accuracy"])
      for entry in try truth.groundTruth().entries {
        writer.write([entry.model, entry.dataset, CSVWriter.number(entry.accuracy)])
      }
    case .scores:
      writer.write(["model", "dataset", "metric", "score"])
      for score in truth.scores {
        writer.write([score.model, score.dataset, score.metric, CSVWriter.number(score.score)])
      }
    case .models: write(truth.models, to: &writer)
    case .datasets: write(try truth.datasets(), to: &writer)
    }
    return writer.text
  }

  /// With the columns that `pedlab audit --attributes` reads.
  private func write(_ models: [PublishedModel], to writer: inout CSVWriter) {
    writer.write(["model", "family", "pretraining", "parameters", "source_accuracy"])
    for model in models {
      writer.write([
        model.model, model.family ?? "", model.pretraining ?? "",
        model.parameters.map { "\($0)" } ?? "", CSVWriter.number(model.sourceAccuracy),
      ])
    }
  }

  private func write(_ datasets: [PublishedDataset], to writer: inout CSVWriter) {
    writer.write(["dataset", "domain", "classes", "test_images"])
    for dataset in datasets {
      writer.write([
        dataset.dataset, dataset.domain ?? "", dataset.classes.map { "\($0)" } ?? "",
        dataset.testImages.map { "\($0)" } ?? "",
      ])
    }
  }
}
