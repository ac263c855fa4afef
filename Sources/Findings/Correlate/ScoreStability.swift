import Tabular
import Transferability
import Wording

/// What becomes of the correlations of a score table when models or datasets are left out.
package struct ScoreStability: Sendable {
  /// Of each correlation that has enough models.
  package let series: [(dataset: String, metric: String, stability: TauStability)]
  /// The metric with the best mean tau over the datasets on which all metrics have one, and how often
  /// it stays the best with one dataset left out; nil with fewer than two metrics or three datasets.
  package let winner: (metric: String, kept: Int, of: Int, others: [String])?

  /// - Parameter truth: what they were computed with.
  package init(_ correlations: [ScoreCorrelation], truth: GroundTruth) {
    series = correlations.compactMap { one in
      let accuracies = one.series.models.map {
        truth.merit(model: $0, dataset: one.series.dataset)
      }
      let pairs = CompletePairs(one.series.scores, accuracies)
      return TauStability(
        models: pairs.places.map { one.series.models[$0] }, scores: pairs.scores,
        truth: pairs.truth, convention: one.options.convention, seed: one.options.seed
      ).map { (one.series.dataset, one.series.title, $0) }
    }
    winner = Self.winner(correlations)
  }

  private static func winner(
    _ correlations: [ScoreCorrelation]
  ) -> (metric: String, kept: Int, of: Int, others: [String])? {
    var values: [String: [String: Double]] = [:]
    for one in correlations where !one.correlation.weightedTau.isNaN {
      values[one.series.title, default: [:]][one.series.dataset] = one.correlation.weightedTau
    }
    let metrics = values.keys.sorted()
    let datasets = Set(values.values.flatMap(\.keys)).sorted().filter { dataset in
      metrics.allSatisfy { values[$0]?[dataset] != nil }
    }
    guard metrics.count > 1, datasets.count > 2 else { return nil }
    func best(without left: String?) -> String? {
      let means = metrics.compactMap { metric -> (String, Double)? in
        let taus = datasets.filter { $0 != left }.compactMap { values[metric]?[$0] }
        return SampleStatistics.mean(taus).map { (metric, $0) }
      }
      return means.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
    }
    guard let all = best(without: nil) else { return nil }
    let found = datasets.compactMap { best(without: $0) }
    return (
      all, found.count { $0 == all }, datasets.count, Set(found).subtracting([all]).sorted()
    )
  }

  /// For a terminal.
  package var table: TextTable {
    let rows = series.map { one in
      [
        one.dataset, one.metric,
        "\(Printed.fixed(one.stability.low.tau, decimals: 3)) (without \(one.stability.low.model))",
        "\(Printed.fixed(one.stability.high.tau, decimals: 3)) (without \(one.stability.high.model))",
        IntervalText.text(one.stability.halves?.low, one.stability.halves?.high),
      ]
    }
    return TextTable(
      header: ["dataset", "metric", "least", "most", "halves of the models, 90 %"], rows: rows,
      leftAligned: 2)
  }

  /// On the best metric; nil where there is none.
  package var sentence: String? {
    winner.map { winner in
      "\(winner.metric) has the best mean over \(counted(winner.of, "dataset")), and keeps it with "
        + "\(winner.kept) of them left out in turn"
        + (winner.others.isEmpty ? "." : "; otherwise \(listed(winner.others)).")
    }
  }

  /// For programs.
  package var json: JSONValue {
    .object([
      (
        "series",
        .array(
          series.map { one in
            .object([
              ("dataset", .text(one.dataset)), ("metric", .text(one.metric)),
              ("least", .number(one.stability.low.tau)),
              ("least_without", .text(one.stability.low.model)),
              ("most", .number(one.stability.high.tau)),
              ("most_without", .text(one.stability.high.model)),
              ("halves_low", .optional(one.stability.halves?.low)),
              ("halves_high", .optional(one.stability.halves?.high)),
            ])
          })
      ),
      (
        "best_metric",
        winner.map {
          .object([
            ("metric", .text($0.metric)), ("kept", .integer($0.kept)), ("of", .integer($0.of)),
            ("others", .array($0.others.map { .text($0) })),
          ])
        } ?? .null
      ),
    ])
  }
}
