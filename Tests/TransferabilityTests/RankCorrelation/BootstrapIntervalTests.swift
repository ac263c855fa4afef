import LinearAlgebra
import Testing
import Transferability

struct BootstrapIntervalTests {
  static let scores = [0.1, 0.4, 0.2, 0.9, 0.5, 0.3, 0.8, 0.7, 0.65, 0.15]
  static let truth: [Double?] = [1, 3, 2.5, 9, 2, 4, 7, 5, 8, 0.5]

  @Test func `The interval is the same each time and holds the value`() throws {
    let first = try #require(
      BootstrapInterval.weightedTau(scores: Self.scores, truth: Self.truth))
    let second = BootstrapInterval.weightedTau(scores: Self.scores, truth: Self.truth)
    let value = RankCorrelation.compute(scores: Self.scores, truth: Self.truth).weightedTau
    #expect(first == second)
    #expect(first.low < value && value < first.high)
    #expect(first.resamples + first.degenerate == 10_000)
  }

  @Test func `Another seed gives another interval`() {
    #expect(
      BootstrapInterval.weightedTau(scores: Self.scores, truth: Self.truth)
        != BootstrapInterval.weightedTau(scores: Self.scores, truth: Self.truth, seed: 8))
  }

  /// Of three models, 3 in 27 resamples hold one model only.
  @Test func `Degenerate resamples are counted`() throws {
    let interval = try #require(
      BootstrapInterval.weightedTau(scores: [1, 2, 3], truth: [1, 3, 2]))
    #expect((950...1270).contains(interval.degenerate))
    #expect(interval.resamples == 10_000 - interval.degenerate)
  }

  @Test func `A perfect order has no interval`() {
    #expect(BootstrapInterval.weightedTau(scores: [1, 2, 3, 4], truth: [1, 2, 3, 4]) == nil)
  }

  @Test func `The value of a resample is that of the repeated models`() {
    let scores = [3.0, 1, 2, 2, 5]
    let truth = [1.0, 4, 4, 2, 9]
    let drawn = [4, 0, 0, 2, 3]
    for convention in WeightedTauConvention.allCases {
      let tau = WeightedTau(scores: scores, truth: truth, convention: convention)
      var workspace = WeightedTau.Workspace(models: 5)
      for model in drawn { workspace.draw(model) }
      let repeated = WeightedTau(
        scores: drawn.map { scores[$0] }, truth: drawn.map { truth[$0] }, convention: convention)
      #expect(abs(tau.value(of: &workspace) - repeated.value) < 1e-14)
    }
  }

  @Test func `Quantiles are NumPy's`() {
    #expect(BootstrapInterval.quantile(ofSorted: [1, 2, 4, 8], 0.5) == 3)
    #expect(abs(BootstrapInterval.quantile(ofSorted: [1, 2, 4, 8], 0.9) - 6.8) < 1e-14)
    #expect(BootstrapInterval.quantile(ofSorted: [1], 0.3) == 1)
  }

  /// scipy.special.ndtri and ndtr 1.17.1.
  @Test(arguments: [
    (0.025, -1.9599639845400545), (1e-5, -4.264890793922825), (0.3, -0.5244005127080409),
    (0.999, 3.090232306167813), (1e-300, -37.0471), (0.5, 0),
  ])
  func `Normal quantiles invert the distribution`(probability: Double, z: Double) {
    let tolerance = probability < 1e-100 ? 1e-4 : 1e-13
    #expect(abs(NormalDistribution.quantile(probability) - z) < tolerance)
    #expect(
      abs(NormalDistribution.cumulative(z) - probability) < 1e-13)
  }
}
