import Ledger
import Tabular
import Transferability
import Wording

/// The metrics of a score table over its datasets: mean weighted tau with its interval, what it is to be
/// read against, and which metrics are not told apart from the best.
package struct ScoreSummary: Sendable {
  /// A metric, or the scores of one run.
  package struct Row: Sendable {
    /// Its name.
    package let metric: String
    /// By dataset; nil where it is undefined.
    package let taus: [Double?]
    /// The most models of any dataset.
    package let models: Int
    /// Whether it has a value over all models of every dataset, so that it competes.
    package let isRanked: Bool
    /// Of the datasets with a value.
    package var mean: Double? { SampleStatistics.mean(taus.compactMap { $0 }) }
    /// 95 % interval of the mean, over datasets.
    package var interval: ConfidenceInterval? { MeanInterval.interval(taus.compactMap { $0 }) }
  }

  /// The best mean first; what does not compete last.
  package let rows: [Row]
  /// Of the rows.
  package let datasets: [String]
  /// Each row less the best; nil for the best and for what does not compete.
  package let differences: [PairedComparison?]
  /// What the means are to be read against.
  package let baselines: Baselines

  /// - Parameter correlations: of the table, in its order.
  /// - Returns: nil with fewer than two datasets.
  package init?(_ correlations: [ScoreCorrelation], truth: GroundTruth) {
    let table = Self.truth(correlations, truth)
    guard table.datasets.count > 1 else { return nil }
    var series: [String: [String: ScoreCorrelation]] = [:]
    var names: [String] = []
    for one in correlations {
      let name = one.series.title
      if series[name] == nil { names.append(name) }
      series[name, default: [:]][one.series.dataset] = one
    }
    let most = table.datasets.map { dataset in
      series.values.compactMap { $0[dataset]?.correlation.models }.max() ?? 0
    }
    let rows = names.map { name in
      let own = table.datasets.map { series[name]?[$0]?.correlation }
      let taus = own.map { one in one.flatMap { $0.weightedTau.isNaN ? nil : $0.weightedTau } }
      return Row(
        metric: name, taus: taus, models: own.compactMap { $0?.models }.max() ?? 0,
        isRanked: zip(own, most).allSatisfy { $0?.models == $1 } && !taus.contains(nil))
    }.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.isRanked != b.isRanked { return a.isRanked }
      return (b.mean ?? -2, left.offset) < (a.mean ?? -2, right.offset)
    }.map(\.element)
    self.rows = rows
    datasets = table.datasets
    let best = rows.first { $0.isRanked }
    differences = rows.enumerated().map { place, row in
      place == 0 || !row.isRanked ? nil : best.flatMap { PairedComparison($0.taus, row.taus) }
    }
    baselines = Baselines(table, statistic: .weightedTau)
  }

  /// The accuracies of all models that any metric has scored.
  private static func truth(_ correlations: [ScoreCorrelation], _ truth: GroundTruth) -> TruthTable
  {
    var merits: [String: [String: Double]] = [:]
    var (datasets, models): ([String], [String]) = ([], [])
    var known: Set<String> = []
    for series in correlations.map(\.series) {
      if merits[series.dataset] == nil { datasets.append(series.dataset) }
      for model in series.models {
        if known.insert(model).inserted { models.append(model) }
        merits[series.dataset, default: [:]][model] = truth.merit(
          model: model, dataset: series.dataset)
      }
    }
    return TruthTable(
      models: models, datasets: datasets,
      merits: datasets.map { dataset in models.map { merits[dataset]?[$0] } })
  }
}
