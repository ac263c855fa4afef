import Tabular
import Transferability
import Wording

/// The correlations of one (dataset, metric) of a score table.
package struct ScoreCorrelation: Sendable {
  /// The scores.
  package let series: ScoreTable.Series
  /// How the weighted tau takes ranks.
  package let convention: WeightedTauConvention
  /// With the accuracies.
  package let correlation: RankCorrelation
  /// nil where it is undefined or was not asked for.
  package let interval: BootstrapInterval?

  /// - Parameters:
  ///   - truth: nil takes the accuracies of the score table.
  ///   - resamples: 0 for no interval.
  package init(
    _ series: ScoreTable.Series, truth: GroundTruth?, convention: WeightedTauConvention,
    resamples: Int = BootstrapInterval.defaultResamples,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    self.series = series
    self.convention = convention
    let accuracies =
      truth.map { truth in
        series.models.map { truth.merit(model: $0, dataset: series.dataset) }
      } ?? series.accuracies
    correlation = RankCorrelation.compute(
      scores: series.scores, truth: accuracies, convention: convention)
    interval = BootstrapInterval.weightedTau(
      scores: series.scores, truth: accuracies, convention: convention, resamples: resamples,
      seed: seed)
  }

  /// The columns of correlations.csv, and what else there is to know.
  package var json: JSONValue {
    .object([
      ("dataset", .text(series.dataset)),
      ("metric", .text(series.metric)),
      ("run", series.run.isEmpty ? .null : .text(series.run)),
      ("convention", .text(convention.rawValue)),
      ("models", .integer(correlation.models)),
      ("weighted_tau", .optional(correlation.weightedTau)),
      ("weighted_tau_low", .optional(interval?.low)),
      ("weighted_tau_high", .optional(interval?.high)),
      ("kendall_tau", .optional(correlation.kendallTau)),
      ("spearman", .optional(correlation.spearman)),
      ("pearson", .optional(correlation.pearson)),
      ("rel_at_1", .optional(correlation.relAt1)),
      ("rel_at_3", .optional(correlation.relAt3)),
      ("left_out", .integer(correlation.leftOut)),
      ("rounding_ties", .integer(correlation.roundingTies)),
      ("resamples", interval.map { .integer($0.resamples) } ?? .null),
      ("degenerate_resamples", interval.map { .integer($0.degenerate) } ?? .null),
    ])
  }

  /// All correlations as a table for a terminal.
  package static func table(_ correlations: [ScoreCorrelation]) -> TextTable {
    let hasRuns = correlations.contains { !$0.series.run.isEmpty }
    let names = ["dataset", "metric"] + (hasRuns ? ["run"] : [])
    let header =
      names + [
        "n", "weighted tau", "95 % interval", "kendall", "spearman", "pearson", "rel@1", "rel@3",
      ]
    let rows = correlations.map { item in
      let value = item.correlation
      let interval = item.interval.map {
        "[\(Printed.fixed($0.low, decimals: 3)), \(Printed.fixed($0.high, decimals: 3))]"
      }
      let series = item.series
      return [series.dataset, series.metric] + (hasRuns ? [series.run] : []) + [
        "\(value.models)",
        Printed.fixed(Optional(value.weightedTau), decimals: 3)
          + (value.roundingTies > 0 ? "~" : ""),
        interval ?? "—",
        Printed.fixed(Optional(value.kendallTau), decimals: 3),
        Printed.fixed(Optional(value.spearman), decimals: 3),
        Printed.fixed(Optional(value.pearson), decimals: 3),
        Printed.fixed(Optional(value.relAt1), decimals: 3),
        Printed.fixed(Optional(value.relAt3), decimals: 3),
      ]
    }
    return TextTable(header: header, rows: rows, leftAligned: names.count)
  }

  /// Sentences on what the numbers hide: models left out, scores equal up to rounding.
  package var remarks: [String] {
    let place = "\(series.metric) on \(series.dataset)"
    var remarks: [String] = []
    if correlation.leftOut > 0 {
      remarks.append(
        "\(place): \(correlation.leftOut) of \(counted(series.models.count, "model")) left out "
          + "(no score or no accuracy).")
    }
    if let interval, interval.degenerate > 0 {
      remarks.append(
        "\(place): \(interval.degenerate) of \(interval.degenerate + interval.resamples) resamples "
          + "have no value (one model drawn every time, or only equal ones); the interval is of the "
          + "others.")
    }
    if correlation.roundingTies > 0 {
      remarks.append(
        "\(place) (~): \(correlation.roundingTies) models have scores that are equal up to "
          + "rounding; their ranks are noise.")
    }
    return remarks
  }
}
