import ArgumentParser
import Findings
import Foundation
import Tabular
import Transferability

extension WeightedTauConvention: ExpressibleByArgument {}

/// `pedlab correlate`: rank correlations of anybody's scores.
struct CorrelateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correlate",
    abstract: "Correlate a CSV of anybody's scores with the accuracies that fine-tuning reached.",
    discussion: """
      SCORES is tidy (model,dataset,score, with metric and accuracy if there are) or wide \
      (model,dataset,accuracy and one column per metric). The accuracies come from the file \
      itself, or from --truth: a CSV (model,dataset,accuracy, or 'model' first and a \
      column per dataset), or one that is built in:

      \(BuiltInGroundTruth.allCases.map { "  \($0.rawValue): \($0.source)" }
        .joined(separator: "\n"))

      EXAMPLES
        pedlab correlate scores.csv
        pedlab correlate scores.csv --truth ped-ssl --json
      """)

  @Argument(help: "The scores, CSV; - for standard input.")
  var scores: String

  @Option(help: "Accuracies: a CSV, or the name of a built-in ground truth.")
  var truth: String?

  @Option(help: "What the accuracies of --truth are, if their values leave it open.")
  var unit: AccuracyUnit?

  @Option(help: "lower, if --truth holds errors.")
  var better = GroundTruth.Better.higher

  @Option(
    help: """
      Ranks that weigh the weighted tau: symmetric (scipy.stats.weightedtau(score, accuracy)) or \
      by_truth (rank=None, accuracy first).
      """)
  var convention = WeightedTauConvention.symmetric

  @Option(help: "Bootstrap resamples of the interval; 0 for none.")
  var resamples = BootstrapInterval.defaultResamples

  @Option(help: "Seed of the resamples.")
  var seed = BootstrapInterval.defaultSeed

  @Flag(help: "JSON: one object per (dataset, metric).")
  var json = false

  func validate() throws {
    guard (0...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples is \(resamples); allowed: 0 to 1000000.")
    }
  }

  func run() throws {
    let table = try ScoreTable(CSVTable.reading(scores))
    let groundTruth = try truth.map { try GroundTruth.named($0, options: groundTruthOptions) }
    guard groundTruth != nil || table.hasAccuracies else {
      throw CSVError(
        "\(table.name): no column 'accuracy'; add one, or give the accuracies with --truth.")
    }
    let correlations = table.series.map {
      ScoreCorrelation(
        $0, truth: groundTruth, convention: convention, resamples: resamples, seed: seed)
    }
    if json {
      try Output.json(JSONValue.array(correlations.map(\.json)))
    } else {
      try Output.print(ScoreCorrelation.table(correlations).text, terminator: "")
    }
    for remark in (groundTruth?.remarks ?? []) + correlations.flatMap(\.remarks) {
      Messages.say(remark)
    }
    if let groundTruth { sayWhatMatches(table, groundTruth) }
  }

  private var groundTruthOptions: GroundTruthOptions {
    GroundTruthOptions(unit: unit, better: better)
  }

  /// How the names of the scores and of the accuracies fit together, if not all do.
  private func sayWhatMatches(_ table: ScoreTable, _ truth: GroundTruth) {
    var known: Set<TruthReconciliation.Pair> = []
    let pairs = table.series.flatMap { series in
      series.models.map { TruthReconciliation.Pair(model: $0, dataset: series.dataset) }
    }.filter { known.insert($0).inserted }
    let found = TruthReconciliation(pairs: pairs, truth: truth)
    if !found.isComplete { Messages.say(found.paragraph) }
  }
}

extension AccuracyUnit: ExpressibleByArgument {}
extension GroundTruth.Better: ExpressibleByArgument {}
