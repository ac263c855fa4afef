import LinearAlgebra
import Platform
import Transferability

/// What the weighted tau of an order that knows nothing reaches with n models without ties
/// (``NullTau``).
package struct ChanceLevels: Sendable, Equatable {
  /// n, the number of models.
  package let models: Int
  /// One order in twenty reaches it.
  package let p95: Double
  /// The median of the best of ``orders`` independent orders: what trying that many settings gives.
  package let bestMedian: Double
  /// How many independent orders the best is of.
  package let orders: Int

  /// Where the caller does not say how many.
  package static let defaultOrders = 240

  /// nil for fewer than 3 models. Cost: 40,000 x models^2.
  package init?(
    models: Int, orders: Int = defaultOrders, seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    guard models > 2, orders > 0 else { return nil }
    let null = NullTau(models: models, seed: seed)
    self.models = models
    self.orders = orders
    p95 = null.quantile(0.95)
    // P(the best of K is at most t) = F(t)^K.
    bestMedian = null.quantile(pow(0.5, 1 / Double(orders)))
  }
}

extension Array {
  /// Fisher and Yates' shuffle.
  mutating func shuffle(with generator: inout SplitMix64) {
    for index in indices.dropFirst().reversed() {
      swapAt(index, generator.nextIndex(below: index + 1))
    }
  }
}
