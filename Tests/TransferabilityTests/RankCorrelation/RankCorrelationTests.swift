import LinearAlgebra
import Testing
import Transferability

/// Golden values: SciPy 1.17.1, within 1e-14.
struct RankCorrelationTests {
  static let x = [12.0, 2, 1, 12, 2]
  static let y: [Double?] = [1, 4, 7, 1, 0]

  @Test func `Ties are as in SciPy`() {
    let value = RankCorrelation.compute(scores: Self.x, truth: Self.y)
    #expect(abs(value.weightedTau - -0.5669496815368272) < 1e-14)
    #expect(abs(value["kendall_tau"] - -0.4714045207910317) < 1e-14)
  }

  /// SciPy: weightedtau(y, x, rank=None), the truth first.
  @Test func `The convention by truth ranks by truth`() {
    let value = RankCorrelation.compute(
      scores: Self.x, truth: Self.y, convention: .byTruth)
    #expect(abs(value.weightedTau - -0.7181341329699028) < 1e-14)
  }

  @Test(
    arguments: [
      ([], []), ([1.0], [2.0]), ([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [5, 5, 5]),
    ] as [([Double], [Double])])
  func `Without two different values nothing is defined`(scores: [Double], truth: [Double]) {
    let value = RankCorrelation.compute(scores: scores, truth: truth)
    #expect(value.models == scores.count)
    for correlation in [
      value.weightedTau, value["kendall_tau"], value["spearman"], value["pearson"],
    ] {
      #expect(correlation.isNaN)
    }
    #expect(BootstrapInterval.weightedTau(scores: scores, truth: truth) == nil)
  }

  @Test func `Models without score or accuracy are left out and counted`() {
    let value = RankCorrelation.compute(
      scores: [3, .nan, 1, 2, 5], truth: [30, 20, 10, 25, nil])
    let rest = RankCorrelation.compute(scores: [3, 1, 2], truth: [30, 10, 25])
    #expect(value.models == 3)
    #expect(value.leftOut == 2)
    #expect(value.weightedTau == rest.weightedTau)
    #expect(value.weightedTau == 1)
  }

  @Test func `Infinite scores have a rank`() {
    let value = RankCorrelation.compute(
      scores: [-.infinity, 0, 1, .infinity], truth: [1, 2, 3, 4])
    #expect(value.weightedTau == 1)
    #expect(value["spearman"] > 1 - 1e-15)
    #expect(value["pearson"].isNaN)
  }

  @Test func `Huge values do not overflow`() {
    let value = RankCorrelation.compute(scores: [1e200, 2e200, 4e200], truth: [1, 2, 4])
    #expect(abs(value["pearson"] - 1) < 1e-15)
  }

  @Test func `The top is the best of those ranked first`() {
    let scores = [0.9, 0.8, 0.7, 0.6]
    let truth: [Double?] = [40, 80, 100, 20]
    let value = RankCorrelation.compute(scores: scores, truth: truth)
    #expect(value["rel_at_1"] == 0.4)
    #expect(value["rel_at_3"] == 1)
  }

  @Test func `A tied top is the mean over fair choices`() {
    #expect(
      TopSelection.relativeAccuracy(scores: [1, 1, 0], accuracies: [50, 100, 80], top: 1) == 0.75)
    // Two of three tied: maxima 100, 80, 100 of the three pairs.
    let two = TopSelection.relativeAccuracy(
      scores: [1, 1, 1, 0], accuracies: [50, 100, 80, 10], top: 2)
    #expect(abs(two - 280.0 / 300) < 1e-15)
    #expect(TopSelection.relativeAccuracy(scores: [1], accuracies: [0], top: 1).isNaN)
  }

  @Test func `The tree and the matrix agree`() {
    var generator = SplitMix64(seed: 5)
    for count in [2, 5, 40] {
      let levels = count / 2 + 1
      let scores = (0..<count).map { _ in Double(generator.nextIndex(below: levels)) }
      let truth = (0..<count).map { _ in Double(generator.nextIndex(below: levels)) }
      let matrix = Concordance(scores, truth).kendallTau
      let tree = Concordance(scores, truth, matrixLimit: 0).kendallTau
      #expect(matrix == tree || matrix.isNaN && tree.isNaN)
    }
  }

  @Test func `Many models take no matrix`() {
    var generator = SplitMix64(seed: 6)
    let scores = (0..<20_000).map { _ in generator.nextUnit() }
    let value = RankCorrelation.compute(scores: scores, truth: scores.map { -$0 })
    #expect(abs(value.weightedTau + 1) < 1e-9)
    #expect(value["kendall_tau"] == -1)
  }
}

struct RoundingTiesTests {
  @Test func `Saturated scores are ties of rounding`() {
    #expect(RoundingTies.count([1, 1 - 1e-16, 1 - 1e-12, 0.5]) == 3)
    #expect(RoundingTies.groups([0.2, 1, 0.2 + 1e-11, 1 - 1e-10, 0.7]) == [[1, 3], [2, 0]])
  }

  @Test func `Different scores are no ties`() {
    #expect(RoundingTies.count([1, 1 - 1e-8, 0.5]) == 0)
    #expect(RoundingTies.count([1e6, 1e6 + 1]) == 0)
    #expect(RoundingTies.count([.nan, .nan, 1]) == 0)
  }

  @Test func `Small scores are compared on their own scale`() {
    #expect(RoundingTies.count([1e-12, 2e-12, 3e-12]) == 0)
    #expect(RoundingTies.count([1e-12, 1e-12 + 1e-23, 3e-12]) == 2)
  }
}
