import Tabular
import Transferability
import Wording

/// Two metrics of a score table: on each dataset over the same models, and over the datasets.
package struct MetricComparison: Sendable {
  /// The metric that the other is compared with.
  package let first: String
  /// The metric of which differences are given.
  package let second: String
  /// By dataset, with the models that only one of them scored.
  package let datasets: [(dataset: String, comparison: TauComparison, leftOut: Int)]
  /// nil with fewer than two datasets.
  package let overall: PairedComparison?
  /// Holm's p, in the order of ``datasets``.
  package private(set) var adjusted: [Double] = []
  /// Of ``overall``: Holm's p for all pairs of metrics, and what the test can find after it.
  package private(set) var overallTest: (adjusted: Double, power: WilcoxonPower?)?

  /// Every pair of the metrics named (empty: of all), with Holm's adjustment over all pairs and
  /// datasets.
  ///
  /// - Throws: ``TableError`` for a metric that the table has not.
  package static func all(
    _ table: ScoreTable, named names: [String], truth: GroundTruth, options: CorrelateOptions
  ) throws -> [MetricComparison] {
    var known: [String] = []
    for series in table.series where !known.contains(series.title) { known.append(series.title) }
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw TableError("\(table.name) has no metric '\(unknown)'; it has \(listed(known)).")
    }
    let chosen = names.isEmpty ? known : names
    guard chosen.count > 1 else {
      throw TableError("\(table.name): a comparison needs two metrics; it has \(listed(chosen)).")
    }
    var found: [MetricComparison] = []
    for (place, first) in chosen.enumerated() {
      for second in chosen.dropFirst(place + 1) {
        found.append(MetricComparison(table, first, second, truth: truth, options: options))
      }
    }
    let counts = found.map(\.datasets.count)
    var values = Holm.adjusted(found.flatMap { $0.datasets.map(\.comparison.pValue) })[...]
    for (index, count) in counts.enumerated() {
      found[index].adjusted = Array(values.prefix(count))
      values = values.dropFirst(count)
    }
    addOverallTests(to: &found)
    return found
  }

  private static func addOverallTests(to found: inout [MetricComparison]) {
    let places = found.indices.filter { found[$0].overall != nil }
    let adjusted = Holm.adjusted(places.map { found[$0].overall?.wilcoxon?.pValue ?? 1 })
    for (place, p) in zip(places, adjusted) {
      let overall = found[place].overall
      found[place].overallTest = (
        p,
        overall?.sd.flatMap {
          WilcoxonPower(datasets: overall?.count ?? 0, sd: $0, tests: places.count)
        }
      )
    }
  }

  private init(
    _ table: ScoreTable, _ first: String, _ second: String, truth: GroundTruth,
    options: CorrelateOptions
  ) {
    self.first = first
    self.second = second
    var found: [(dataset: String, comparison: TauComparison, leftOut: Int)] = []
    for one in table.series where one.title == first {
      guard
        let other = table.series.first(where: {
          $0.title == second && $0.dataset == one.dataset
        })
      else { continue }
      let scores = Dictionary(
        zip(other.models, other.scores), uniquingKeysWith: { earlier, _ in earlier })
      let accuracies = one.models.map { truth.merit(model: $0, dataset: one.dataset) }
      let common = one.models.indices.filter { place in
        !one.scores[place].isNaN && scores[one.models[place]]?.isNaN == false
          && accuracies[place]?.isNaN == false
      }
      let families = one.families(options.families)
      guard
        let comparison = TauComparison(
          first: common.map { one.scores[$0] },
          second: common.compactMap { scores[one.models[$0]] },
          truth: common.compactMap { accuracies[$0] },
          families: families.map { families in common.map { families[$0] } },
          convention: options.convention, seed: options.seed)
      else { continue }
      found.append((one.dataset, comparison, one.models.count - common.count))
    }
    datasets = found
    overall =
      found.count < 2
      ? nil
      : PairedComparison(found.map(\.comparison.first), found.map(\.comparison.second))
  }
}
