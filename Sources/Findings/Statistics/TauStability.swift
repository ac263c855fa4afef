import LinearAlgebra
import Transferability

/// How much a weighted tau depends on which models happen to be in the hub.
package struct TauStability: Sendable {
  /// The least and the most with one model left out, and which model.
  package let low: (model: String, tau: Double)
  /// The most.
  package let high: (model: String, tau: Double)
  /// Of tau over random halves of the models: the middle 90 %; nil with fewer than 6 models.
  package let halves: ConfidenceInterval?

  /// Halves that are drawn.
  package static let splits = 1_000

  /// - Returns: nil with fewer than 4 models, or where a value is undefined.
  package init?(
    models: [String], scores: [Double], truth: [Double],
    convention: WeightedTauConvention = .symmetric, seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    guard models.count > 3 else { return nil }
    let tau = WeightedTau(scores: scores, truth: truth, convention: convention)
    let without = zip(models, tau.leaveOneOutValues).map { (model: $0, tau: $1) }
    guard !without.contains(where: { $0.tau.isNaN }),
      let low = without.min(by: { $0.tau < $1.tau }),
      let high = without.max(by: { $0.tau < $1.tau })
    else { return nil }
    self.low = low
    self.high = high
    halves = models.count < 6 ? nil : Self.halves(tau, models.count, seed)
  }

  private static func halves(
    _ tau: WeightedTau, _ models: Int, _ seed: UInt64
  ) -> ConfidenceInterval? {
    var generator = SplitMix64(seed: seed)
    var workspace = WeightedTau.Workspace(models: models)
    var order = Array(0..<models)
    var taus: [Double] = []
    for _ in 0..<splits {
      order.shuffle(with: &generator)
      workspace.clear()
      for model in order.prefix(models / 2) { workspace.draw(model) }
      let value = tau.value(of: &workspace)
      if !value.isNaN { taus.append(value) }
    }
    guard !taus.isEmpty else { return nil }
    taus.sort()
    return ConfidenceInterval(
      low: BootstrapInterval.quantile(ofSorted: taus, 0.05),
      high: BootstrapInterval.quantile(ofSorted: taus, 0.95))
  }
}
