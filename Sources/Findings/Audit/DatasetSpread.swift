/// How far the models of a hub are apart on one dataset.
package struct DatasetSpread: Sendable {
  /// The dataset.
  package let dataset: String
  /// Models that have an accuracy on it.
  package let models: Int
  /// The best accuracy.
  package let best: Double
  /// The worst accuracy.
  package let worst: Double
  /// The best less the second: what a wrong first choice costs at least.
  package let gap: Double
  /// The mean standard error of the accuracies; nil where it is not known.
  package let noise: Double?
  /// All models are above 99 %, or have an error below 1 %.
  package let isSaturated: Bool

  var range: Double { best - worst }

  init(_ table: TruthTable, _ index: Int, errors known: [Double?], full: Double?) {
    let sorted = table.merits[index].compactMap { $0 }.sorted(by: >)
    let errors = known.compactMap { $0 }
    dataset = table.datasets[index]
    models = sorted.count
    best = sorted.first ?? .nan
    worst = sorted.last ?? .nan
    gap = sorted.count > 1 ? sorted[0] - sorted[1] : .nan
    noise = SampleStatistics.mean(errors)
    isSaturated = sorted.last.map { worst in full.map { worst > $0 } ?? false } ?? false
  }
}
