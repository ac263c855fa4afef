import LinearAlgebra
import Tabular
import Transferability
import Wording

/// Metrics combined with weights that are chosen on the other datasets, and what the choice is worth.
///
/// On each dataset a model's scores become ranks (1 is worst, equal scores share theirs) and are added
/// with weights of a grid (all multiples of 1/4 that sum to 1). The weights of a dataset are those with
/// the largest mean tau on the others. The price: the accuracies of each dataset are shuffled among its
/// models, the same for all weights, and the weights are chosen anew each time.
package struct CombinedScores: Sendable {
  /// What is combined, in the order of the weights.
  package let metrics: [String]
  /// On which all metrics have scored the same models.
  package let datasets: [String]
  /// On which a metric has no scores, or those of all models are equal in some combination.
  package let leftOut: [String]
  /// By dataset: chosen on the others.
  package let weights: [[Double]]
  /// By dataset: weighted tau with those weights.
  package let taus: [Double]
  /// By dataset: with equal weights.
  package let equal: [Double]
  /// By dataset: of the one metric that is best on the others.
  package let single: [Double]
  /// The weights with the largest mean on all datasets, which have seen the accuracies.
  package let seen: (weights: [Double], mean: Double)
  /// One shuffle in twenty has a larger mean with weights chosen on the other datasets, and with
  /// weights chosen on all.
  package let bars: (chosen: Double, seen: Double)
  /// The share of shuffles with at least this mean.
  package let pValues: (chosen: Double, seen: Double)
  /// How many shuffles were drawn.
  package let permutations: Int

  /// With more, choosing by a grid takes too long, and too many choices.
  private static let mostMetrics = 8
  /// Of the shuffles.
  package static let defaultPermutations = 2_000
  private static let batch = 200

  /// - Parameters:
  ///   - names: of metrics in the table; empty: all.
  /// - Throws: ``TableError`` for a metric that the table has not, or with fewer than two metrics or three
  ///   datasets.
  package init(
    _ table: ScoreTable, named names: [String], truth: GroundTruth, seed: UInt64,
    permutations: Int = defaultPermutations
  ) throws {
    let known = table.series.map(\.title).reduce(into: [String]()) { found, metric in
      if !found.contains(metric) { found.append(metric) }
    }
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw TableError("\(table.name) has no metric '\(unknown)'; it has \(listed(known)).")
    }
    let chosen = names.isEmpty ? known : names
    guard (2...Self.mostMetrics).contains(chosen.count) else {
      throw TableError(
        "\(table.name): 2 to \(Self.mostMetrics) metrics can be combined, not \(chosen.count)"
          + " (\(listed(chosen))).")
    }
    let candidates = CombiningWeights.quarters(of: chosen.count)
    let hub = table.datasets.compactMap { dataset in
      RankedHub(table, dataset, chosen, truth).flatMap { hub in
        ShuffledTau(truth: hub.truth, scores: candidates.map(hub.combined)).map { (hub, $0) }
      }
    }
    guard hub.count > 2 else {
      throw TableError(
        "\(table.name): weights are chosen on the other datasets, and \(counted(hub.count, "dataset"))"
          + " \(hub.count == 1 ? "has" : "have") scores of three models by all of \(listed(chosen)); 3"
          + " are needed.")
    }
    metrics = chosen
    let used = hub.map(\.0.dataset)
    datasets = used
    leftOut = table.datasets.filter { !used.contains($0) }
    let observed = hub.map { $0.1.taus([Array($0.1.models)]).elements }
    let choice = LeaveOneOutChoice(observed)
    weights = choice.places.map { candidates[$0] }
    taus = choice.values
    equal = hub.map { $0.0.tau(Array(repeating: 1 / Double(chosen.count), count: chosen.count)) }
    let units = candidates.indices.filter { candidates[$0].contains(1) }
    single = LeaveOneOutChoice(observed.map { row in units.map { row[$0] } }).values
    seen = (candidates[choice.best], choice.bestMean)
    let shuffled = Self.shuffled(hub.map(\.1), permutations, seed)
    let means = (chosen: shuffled.map(\.mean).sorted(), seen: shuffled.map(\.bestMean).sorted())
    bars = (
      BootstrapInterval.quantile(ofSorted: means.chosen, 0.95),
      BootstrapInterval.quantile(ofSorted: means.seen, 0.95)
    )
    pValues = (Self.share(means.chosen, choice.mean), Self.share(means.seen, choice.bestMean))
    self.permutations = permutations
  }

  private static func shuffled(
    _ kernels: [ShuffledTau], _ permutations: Int, _ seed: UInt64
  ) -> [LeaveOneOutChoice] {
    var generator = SplitMix64(seed: seed)
    var found: [LeaveOneOutChoice] = []
    for start in stride(from: 0, to: permutations, by: batch) {
      let size = min(batch, permutations - start)
      let taus = kernels.map { kernel in
        kernel.taus(
          (0..<size).map { _ in
            var order = Array(kernel.models)
            order.shuffle(with: &generator)
            return order
          })
      }
      for shuffle in 0..<size {
        found.append(
          LeaveOneOutChoice(taus.map { taus in (0..<taus.rows).map { taus[$0, shuffle] } }))
      }
    }
    return found
  }

  private static func share(_ sorted: [Double], _ value: Double) -> Double {
    Double(sorted.count { $0 >= value - 1e-12 } + 1) / Double(sorted.count + 1)
  }
}

/// For each dataset, the candidate with the largest mean on the others.
struct LeaveOneOutChoice {
  /// By dataset: the place of the candidate
  let places: [Int]
  /// By dataset: its value there
  let values: [Double]
  /// The candidate with the largest mean on all datasets, and that mean
  let best: Int
  let bestMean: Double

  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// - Parameter values: by dataset, of each candidate. The first of equals is chosen.
  init(_ values: [[Double]]) {
    var sums = [Double](repeating: 0, count: values[0].count)
    for row in values { for (k, value) in row.enumerated() { sums[k] += value } }
    let chosen = values.map { row in Self.largest(zip(sums, row).map { $0 - $1 }) }
    places = chosen
    self.values = zip(values, chosen).map { $0[$1] }
    best = Self.largest(sums)
    bestMean = sums[best] / Double(values.count)
  }

  /// Values that differ by rounding are equal.
  private static func largest(_ values: [Double]) -> Int {
    var best = 0
    for (k, value) in values.enumerated() where value > values[best] + 1e-12 { best = k }
    return best
  }
}
