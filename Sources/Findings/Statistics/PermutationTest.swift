import LinearAlgebra
import Transferability

/// What choosing the best of many settings is worth: a permutation test over models, all settings at
/// once.
///
/// Under the hypothesis that scores know nothing of the truth, the accuracies of each dataset can be
/// shuffled among its models. One shuffle is the same for all settings, so settings that rank alike
/// stay alike, and the largest mean tau over the settings under shuffled truth is the bar for the
/// best of them (P. Westfall, S. Young, "Resampling-based multiple testing", 1993: single-step maxT).
package struct PermutationTest: Sendable {
  /// How many settings were compared.
  package let settings: Int
  /// How many permutations were drawn.
  package let permutations: Int
  /// The mean weighted tau over the datasets, by setting.
  package let means: [Double]
  /// The setting with the largest mean; the first of equals.
  package let best: Int
  /// P(the largest mean under shuffled truth is at least this setting's), by setting: adjusted for
  /// the choice among all of them.
  package let adjusted: [Double]
  /// P(this setting's own mean under shuffled truth is at least as large), by setting: for a setting
  /// that was named beforehand.
  package let single: [Double]
  /// The largest mean exceeds it in one of twenty shuffles.
  package let bar: Double

  /// Enough for p-values of 1e-3.
  package static let defaultPermutations = 10_000
  /// Shuffles that are computed in one matrix product.
  private static let batch = 500

  /// - Parameter datasets: for each dataset the accuracies, and for each setting the scores of the same
  ///   models.
  /// - Returns: nil without a setting, or where the tau of some setting is undefined.
  ///
  /// Cost: 2 permutations x datasets x settings x models^2 multiplications, as products of matrices.
  /// Equal scores keep the order of their models when ranks weigh; the official tau breaks them by
  /// the truth, which would change with each shuffle.
  package init?(
    _ datasets: [(truth: [Double], scores: [[Double]])], permutations: Int = defaultPermutations,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    guard let settings = datasets.first?.scores.count, settings > 0 else { return nil }
    let kernels = datasets.compactMap { ShuffledTau(truth: $0.truth, scores: $0.scores) }
    guard kernels.count == datasets.count else { return nil }
    let count = Double(datasets.count)
    var observed = Array(repeating: 0.0, count: settings)
    for kernel in kernels {
      let order = Array(kernel.models)
      for (setting, tau) in kernel.taus([order]).elements.enumerated() {
        observed[setting] += tau / count
      }
    }
    var generator = SplitMix64(seed: seed)
    var largest: [Double] = []
    var exceeded = Array(repeating: 0, count: settings)
    for start in stride(from: 0, to: permutations, by: Self.batch) {
      let size = min(Self.batch, permutations - start)
      var sums = Array(repeating: 0.0, count: settings * size)
      for kernel in kernels {
        let orders = (0..<size).map { _ in
          var order = Array(kernel.models)
          order.shuffle(with: &generator)
          return order
        }
        let taus = kernel.taus(orders).elements
        for index in sums.indices { sums[index] += taus[index] / count }
      }
      for shuffle in 0..<size {
        var most = -Double.infinity
        for setting in 0..<settings {
          let value = sums[setting * size + shuffle]
          most = max(most, value)
          if value >= observed[setting] - 1e-12 { exceeded[setting] += 1 }
        }
        largest.append(most)
      }
    }
    let sorted = largest.sorted()
    self.settings = settings
    self.permutations = permutations
    means = observed
    best = observed.indices.max { observed[$0] < observed[$1] } ?? 0
    single = exceeded.map { Double($0 + 1) / Double(permutations + 1) }
    adjusted = observed.map { value in
      Double(sorted.count { $0 >= value - 1e-12 } + 1) / Double(permutations + 1)
    }
    bar = BootstrapInterval.quantile(ofSorted: sorted, 0.95)
  }
}
