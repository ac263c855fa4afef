import Ledger
import LinearAlgebra
import Tabular
import Transferability
import Wording

/// The correlations of one (dataset, metric) of a score table.
package struct ScoreCorrelation: Sendable {
  /// The scores.
  package let series: ScoreTable.Series
  /// What it was computed with.
  package let options: CorrelateOptions
  /// With the accuracies.
  package let correlation: RankCorrelation
  /// nil where it is undefined or was not asked for.
  package let interval: ConfidenceInterval?
  /// What the interval is over: models or families, and how many.
  package let groups: Int?
  /// Of the bootstrap.
  package let resampling: BootstrapInterval?
  /// P(a random order of the models has at least this tau); nil where tau is undefined.
  package let pValue: Double?
  /// After Holm's adjustment for all series of the table (``ScoreCorrelation/adjusted(_:)``).
  package private(set) var adjustedP: Double?
  /// The tau that one random order in twenty reaches.
  package let chance: Double?
  /// Standard deviation of tau over other draws of the truth, and the interval over models and draws;
  /// nil where the noise of the truth is not known.
  package let truthNoise: (sd: Double, interval: ConfidenceInterval?)?

  /// - Parameter truth: the accuracies of the table itself, or others.
  package init(
    _ series: ScoreTable.Series, truth: GroundTruth, options: CorrelateOptions = CorrelateOptions()
  ) {
    self.series = series
    self.options = options
    let accuracies = series.models.map { truth.merit(model: $0, dataset: series.dataset) }
    correlation = RankCorrelation.compute(
      scores: series.scores, truth: accuracies, convention: options.convention)
    let families = series.families(options.families)
    let jackknife =
      options.interval == .jackknife
      ? JackknifeInterval(
        scores: series.scores, truth: accuracies, families: families,
        convention: options.convention) : nil
    resampling =
      options.interval == .bootstrap
      ? BootstrapInterval.weightedTau(
        scores: series.scores, truth: accuracies, convention: options.convention,
        resamples: options.resamples, seed: options.seed) : nil
    interval =
      jackknife?.interval ?? resampling.map { ConfidenceInterval(low: $0.low, high: $0.high) }
    groups = jackknife?.groups ?? (resampling == nil ? nil : correlation.models)
    let pairs = CompletePairs(series.scores, accuracies)
    let tau = correlation.weightedTau
    if pairs.scores.count > 2, !tau.isNaN {
      let null = NullTau.cached(pairs.scores, pairs.truth, options.convention, seed: options.seed)
      pValue = null.p(atLeast: tau)
      chance = null.quantile(0.95)
    } else {
      (pValue, chance) = (nil, nil)
    }
    truthNoise = Self.noise(series, truth, options, pairs, jackknife, tau)
  }

  private static func noise(
    _ series: ScoreTable.Series, _ truth: GroundTruth, _ options: CorrelateOptions,
    _ pairs: CompletePairs, _ jackknife: JackknifeInterval?, _ tau: Double
  ) -> (sd: Double, interval: ConfidenceInterval?)? {
    guard options.testSizes != .unknown || truth.entries.contains(where: { $0.rows > 1 })
    else { return nil }
    let table = TruthTable(truth, datasets: [series.dataset])
    guard
      let noise = TruthNoise(table, testSizes: options.testSizes, scale: truth.scale ?? 100),
      let row = noise.errors.first
    else { return nil }
    let known = Dictionary(zip(table.models, row), uniquingKeysWith: { first, _ in first })
    let errors = pairs.places.map { known[series.models[$0]] ?? nil }
    let present = errors.compactMap { $0 }
    guard present.count == errors.count, present.count > 2 else { return nil }
    var generator = SplitMix64(seed: options.seed)
    let taus = TruthNoise.taus(
      scores: pairs.scores, truth: pairs.truth, errors: present,
      convention: options.convention, &generator)
    guard let sd = SampleStatistics.standardDeviation(taus) else { return nil }
    return (sd, jackknife?.adding(taus, to: tau).interval)
  }

  /// With Holm's adjustment of the p-values for their number.
  package static func adjusted(_ correlations: [ScoreCorrelation]) -> [ScoreCorrelation] {
    var values = Holm.adjusted(correlations.compactMap(\.pValue)).makeIterator()
    return correlations.map { one in
      var one = one
      if one.pValue != nil { one.adjustedP = values.next() }
      return one
    }
  }

  /// Whether one random order in twenty reaches as much.
  package var isWithinChance: Bool { chance.map { correlation.weightedTau <= $0 } ?? false }

  /// nil where it is undefined, or was not computed.
  private func value(_ statistic: CorrelationStatistic) -> Double? {
    switch statistic.name {
    case "weighted_tau_low": interval?.low
    case "weighted_tau_high": interval?.high
    default: correlation[statistic.name]
    }
  }

  /// The columns of correlations.csv, and what else there is to know.
  package var json: JSONValue {
    let values = CorrelationStatistic.all.map { ($0.name, JSONValue.optional(value($0))) }
    return .object(
      [
        ("dataset", .text(series.dataset)), ("metric", .text(series.metric)),
        ("run", series.run.isEmpty ? .null : .text(series.run)), ("title", .text(series.title)),
        ("convention", .text(options.convention.rawValue)),
        ("models", .integer(correlation.models)),
      ] + values + [
        ("left_out", .integer(correlation.leftOut)),
        ("rounding_ties", .integer(correlation.roundingTies)),
        ("interval", intervalJSON),
        ("p_value", .optional(pValue)), ("p_holm", .optional(adjustedP)),
        ("chance_p95", .optional(chance)), ("within_chance", .flag(isWithinChance)),
        ("truth_noise_sd", .optional(truthNoise?.sd)),
        ("with_truth_noise_low", .optional(truthNoise?.interval?.low)),
        ("with_truth_noise_high", .optional(truthNoise?.interval?.high)),
        ("resamples", resampling.map { .integer($0.resamples) } ?? .null),
        ("degenerate_resamples", resampling.map { .integer($0.degenerate) } ?? .null),
      ])
  }

  /// How the interval was found, and over what.
  private var intervalJSON: JSONValue {
    guard interval != nil, let groups else { return .null }
    return .object([
      ("method", .text(options.interval.rawValue)),
      ("over", .text(options.isOverFamilies ? "families" : "models")),
      ("groups", .integer(groups)),
    ])
  }

  /// What has a column of its own.
  private static let others = CorrelationStatistic.shown.filter { $0 != .weightedTau }

  /// All correlations as a table for a terminal.
  package static func table(_ correlations: [ScoreCorrelation]) -> TextTable {
    let hasRuns = correlations.contains { !$0.series.run.isEmpty }
    let names = ["dataset", "metric"] + (hasRuns ? ["run"] : [])
    let header =
      names + ["n", CorrelationStatistic.weightedTau.brief, "95 % interval", "p", "p (Holm)"]
      + others.map(\.brief)
    let rows = correlations.map { item in
      let value = item.correlation
      let series = item.series
      return [series.dataset, series.method] + (hasRuns ? [series.run] : []) + [
        "\(value.models)",
        Printed.fixed(Optional(value.weightedTau), decimals: 3)
          + (value.roundingTies > 0 ? "~" : "")
          + (item.isWithinChance ? "°" : ""),
        IntervalText.text(item.interval?.low, item.interval?.high),
        Printed.fixed(item.pValue, decimals: 4), Printed.fixed(item.adjustedP, decimals: 4),
      ] + others.map { Printed.fixed(item.value($0), decimals: 3) }
    }
    return TextTable(header: header, rows: rows, leftAligned: names.count)
  }

  /// What the columns and signs of ``table(_:)`` are.
  package static func legend(_ correlations: [ScoreCorrelation]) -> String {
    let over =
      correlations.first.map { $0.options.isOverFamilies ? "families" : "models" } ?? "models"
    let marked = correlations.contains(where: \.isWithinChance)
    return
      "Intervals are over \(over); p is that of a random order of the models to have at least this "
      + "weighted tau, (Holm) for all rows.\n"
      + (marked
        ? "° within chance: a random order reaches as much more than one time in twenty.\n" : "")
  }

  /// Of all series together, which have scores that are equal up to rounding; nil where none has.
  package static func tieRemark(_ correlations: [ScoreCorrelation]) -> String? {
    let tied = correlations.filter { $0.correlation.roundingTies > 0 }
    guard !tied.isEmpty else { return nil }
    let places = tied.map {
      "\($0.series.method) on \($0.series.dataset) (\($0.correlation.roundingTies) models)"
    }
    return "~ scores that are equal up to rounding, whose ranks are noise: "
      + "\(listed(places, limit: 12))."
  }
}
