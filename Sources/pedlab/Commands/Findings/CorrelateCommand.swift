import ArgumentParser
import Findings
import Foundation
import Published
import Tabular
import Transferability

extension WeightedTauConvention: ExpressibleByArgument {}

/// `pedlab correlate`: rank correlations of anybody's scores.
struct CorrelateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correlate",
    abstract: "Correlate a CSV of anybody's scores with the accuracies that fine-tuning reached.",
    discussion: """
      SCORES is tidy (model,dataset,score, with metric and accuracy if present) or wide \
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

  @Option(help: "What the accuracies are, if their values leave it open.")
  var unit: AccuracyUnit?

  @Option(
    help:
      "lower, if the accuracies are errors; a column lower_is_better (0 or 1) of SCORES says the same."
  )
  var better: GroundTruth.Better?

  @Option(
    help: "Columns of --truth that tell repetitions apart, beside seed, run and the like.")
  var repetitions: NameList?

  @Option(
    help: """
      Ranks that weigh the weighted tau: symmetric (scipy.stats.weightedtau(score, accuracy)) or \
      by_truth (rank=None, accuracy first).
      """)
  var convention = WeightedTauConvention.symmetric

  @Option(
    help: """
      The interval of weighted tau: jackknife over models (or families), bootstrap (BCa over models), \
      or none (default: jackknife; bootstrap with --resamples).
      """)
  var interval: CorrelateOptions.IntervalMethod?

  @Option(help: "Bootstrap resamples of the interval; 0 for no interval.")
  var resamples: Int?

  @Option(help: "Seed of whatever is drawn.")
  var seed = BootstrapInterval.defaultSeed

  @Option(
    help: """
      A CSV with the columns model and family: intervals are over families. A column family of SCORES \
      does the same.
      """)
  var attributes: String?

  @Option(
    help: """
      Test images of the accuracies, NUMBER or DATASET=NUMBER,...: their noise goes into an interval of \
      its own, as does the spread over several rows per pair of --truth.
      """)
  var testSize: String?

  @Option(help: "Compare metrics pair by pair: their names, separated by commas, or all.")
  var compare: String?

  @Option(
    help: """
      Combine metrics (their names, separated by commas, or all) with weights chosen on the other datasets, and \
      say what the choice is worth.
      """)
  var combine: String?

  @Flag(
    help: """
      The metrics over the datasets: means with intervals, the static ranker and chance beside them, and \
      which metrics are not told apart from the best.
      """)
  var summary = false

  @Flag(help: "What becomes of the correlations when models or datasets are left out.")
  var stability = false

  @Flag(help: "JSON: one object per (dataset, metric).")
  var json = false

  func validate() throws {
    if let resamples, !(0...1_000_000).contains(resamples) {
      throw ValidationError("--resamples is \(resamples); allowed: 0 to 1000000.")
    }
    if repetitions != nil, truth == nil {
      throw ValidationError("--repetitions is for the accuracies of --truth.")
    }
    if let truth, BuiltInGroundTruth(rawValue: truth) != nil, groundTruthOptions != .init() {
      throw ValidationError(
        "--unit, --better and --repetitions are for a CSV of accuracies; \(truth) is built in.")
    }
    if resamples != nil, interval == .jackknife {
      throw ValidationError("--resamples is for --interval bootstrap; a jackknife draws nothing.")
    }
  }

  func run() throws {
    let given = try truth.map { try GroundTruth.named($0, options: groundTruthOptions) }
    let table = try ScoreTable(
      CSVTable.reading(scores), unit: unit, better: better, readsAccuracies: given == nil)
    guard let groundTruth = given ?? table.truth else {
      throw CSVError(
        "\(table.name): no column 'accuracy'; add one, or give the accuracies with --truth.")
    }
    let matched = try given.map { try match(table, $0) }
    let (options, attributeRemarks) = try self.options(table, groundTruth)
    let correlations = ScoreCorrelation.adjusted(
      table.series.map { ScoreCorrelation($0, truth: groundTruth, options: options) })
    let comparisons = try compare.map { names in
      try MetricComparison.all(
        table, named: names == "all" ? [] : FieldList.fields(names), truth: groundTruth,
        options: options)
    }
    let combined = try combine.map { names in
      try CombinedScores(
        table, named: names == "all" ? [] : FieldList.fields(names), truth: groundTruth, seed: seed)
    }
    let more = More(
      comparisons: comparisons, combined: combined,
      summary: try summary ? Self.summary(correlations, groundTruth) : nil,
      stability: stability ? ScoreStability(correlations, truth: groundTruth) : nil)
    if json {
      try Output.json(Self.json(correlations, more))
    } else {
      try Output.print(Self.text(correlations, more, options), terminator: "")
    }
    let ties = ScoreCorrelation.tieRemark(correlations).map { [$0] } ?? []
    for remark in table.remarks + attributeRemarks + groundTruth.remarks
      + correlations.flatMap(\.remarks) + ties
    {
      Messages.say(remark)
    }
    if let matched, !matched.isComplete { Messages.say(matched.paragraph) }
  }

  /// How the scores and the accuracies fit together.
  ///
  /// - Throws: ``CSVError`` if no score has an accuracy, or the scores say that theirs are errors and
  ///   nothing says it of the others.
  private func match(_ table: ScoreTable, _ truth: GroundTruth) throws -> TruthReconciliation {
    let found = Self.reconciled(table, truth)
    guard !found.matchedPairs.isEmpty else {
      throw CSVError(
        "\(table.name): no score has an accuracy. \(found.paragraph.replacing("\n", with: " ")) The "
          + "names of models and of datasets must be those of the accuracies.")
    }
    guard table.hasErrors, better == nil, BuiltInGroundTruth(rawValue: truth.name) == nil else {
      return found
    }
    throw CSVError(
      "\(table.name): the column 'lower_is_better' says that its own accuracies are errors, but those of "
        + "\(truth.name) are taken. Say which these are: --better lower or --better higher.")
  }

  /// With sentences on what the attributes leave open.
  private func options(
    _ table: ScoreTable, _ truth: GroundTruth
  ) throws -> (CorrelateOptions, [String]) {
    var options = CorrelateOptions()
    options.convention = convention
    options.seed = seed
    options.interval =
      interval ?? (resamples.map { $0 == 0 ? .omitted : .bootstrap } ?? .jackknife)
    options.resamples = resamples ?? BootstrapInterval.defaultResamples
    options.testSizes = try testSize.map { try TestSizes($0) } ?? .unknown
    try options.testSizes.check(against: truth)
    options.families = table.families
    guard let attributes else { return (options, []) }
    let given = try CSVTable.reading(attributes)
    let families = try ModelAttributes(given).families
    guard !families.isEmpty else {
      throw CSVError("\(attributes) names no family; give a column family beside model.")
    }
    options.families = families
    let partial = try ModelAttributes(families: families, numbers: [:])
      .check(models: Array(Set(table.series.flatMap(\.models))).sorted(), source: attributes)
    let remark = partial.map { "\($0) Each of these models is a family of its own." }
    return (options, given.remarks + [remark].compactMap(\.self))
  }

  /// What was asked for beside the correlations; nil where it was not.
  private struct More {
    let comparisons: [MetricComparison]?
    let combined: CombinedScores?
    let summary: ScoreSummary?
    let stability: ScoreStability?

    var isEmpty: Bool {
      comparisons == nil && combined == nil && summary == nil && stability == nil
    }
  }

  private static func summary(
    _ correlations: [ScoreCorrelation], _ truth: GroundTruth
  ) throws -> ScoreSummary {
    guard let summary = ScoreSummary(correlations, truth: truth) else {
      throw TableError("--summary is over datasets, and there is only one.")
    }
    return summary
  }

  /// An array of the correlations; an object with it where more was asked for.
  private static func json(
    _ correlations: [ScoreCorrelation], _ more: More
  ) -> JSONValue {
    let rows = JSONValue.array(correlations.map(\.json))
    guard !more.isEmpty else { return rows }
    var members: [(String, JSONValue)] = [("correlations", rows)]
    if let summary = more.summary { members.append(("summary", summary.json)) }
    if let comparisons = more.comparisons {
      members.append(("comparisons", .array(comparisons.map(\.json))))
    }
    if let combined = more.combined { members.append(("combined", combined.json)) }
    if let stability = more.stability { members.append(("stability", stability.json)) }
    return .object(members)
  }

  private static func text(
    _ correlations: [ScoreCorrelation], _ more: More, _ options: CorrelateOptions
  ) -> String {
    var parts = [ScoreCorrelation.table(correlations).text + ScoreCorrelation.legend(correlations)]
    if let summary = more.summary { parts.append(summary.table.text + summary.note + "\n") }
    if let comparisons = more.comparisons {
      parts.append(
        MetricComparison.table(comparisons).text + MetricComparison.note(comparisons, options)
          + "\n")
    }
    if let combined = more.combined { parts.append(combined.table.text + combined.sentence + "\n") }
    if let stability = more.stability {
      parts.append(stability.table.text + (stability.sentence.map { $0 + "\n" } ?? ""))
    }
    return parts.joined(separator: "\n")
  }

  private var groundTruthOptions: GroundTruthOptions {
    GroundTruthOptions(
      unit: unit, better: better ?? .higher, repetitions: repetitions?.names ?? [])
  }

  /// How the names of the scores and of the accuracies fit together.
  private static func reconciled(
    _ table: ScoreTable, _ truth: GroundTruth
  ) -> TruthReconciliation {
    var known: Set<TruthReconciliation.Pair> = []
    let pairs = table.series.flatMap { series in
      series.models.map { TruthReconciliation.Pair(model: $0, dataset: series.dataset) }
    }.filter { known.insert($0).inserted }
    return TruthReconciliation(pairs: pairs, truth: truth)
  }
}

extension AccuracyUnit: ExpressibleByArgument {}
extension GroundTruth.Better: ExpressibleByArgument {}
extension CorrelateOptions.IntervalMethod: ExpressibleByArgument {}
