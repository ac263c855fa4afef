import Findings
import Ledger
import LinearAlgebra
import Testing
import Transferability

/// Golden values: SciPy 1.17.1, statsmodels 0.15.0, scikit-posthocs 0.17.1; within 1e-9.
struct StatisticsTests {
  /// A row per dataset, a column per method; ties within rows and between differences.
  static let values: [[Double?]] = [
    [0.51, 0.43, 0.62, 0.55], [0.32, 0.35, 0.41, 0.40], [0.77, 0.70, 0.77, 0.81],
    [0.12, 0.05, 0.22, 0.19], [0.45, 0.44, 0.52, 0.47], [0.68, 0.59, 0.61, 0.72],
    [0.29, 0.33, 0.38, 0.30], [0.55, 0.41, 0.57, 0.56],
  ]

  private func areClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 }

  @Test func friedmanAndNemenyi() throws {
    let test = try #require(FriedmanTest(Self.values))
    #expect(test.datasets == 8)
    #expect(areClose(test.statistic, 15.075949367088596))
    #expect(areClose(test.pValue, 0.001752881862169456))
    #expect(test.meanRanks == [3.0625, 3.625, 1.4375, 1.875])
    #expect(areClose(test.criticalDifference, 1.6583028784917075))
    let expected = [
      [1.0, 0.8196567712110595, 0.057252720928071765, 0.25468601882809216],
      [0.8196567712110595, 1.0, 0.003915268879743583, 0.03390444417136618],
      [0.057252720928071765, 0.003915268879743583, 1.0, 0.9055663649555741],
      [0.25468601882809216, 0.03390444417136618, 0.9055663649555741, 1.0],
    ]
    for (ours, theirs) in zip(test.nemenyi.joined(), expected.joined()) {
      #expect(areClose(ours, theirs))
    }
  }

  @Test func incompleteDatasetsAreLeftOut() throws {
    let test = try #require(FriedmanTest(Self.values + [[0.9, nil, 0.1, 0.2]]))
    #expect(test.datasets == 8)
    #expect(FriedmanTest([[1, 2, 3]]) == nil)
    #expect(FriedmanTest([[1, 2], [2, 1]]) == nil)
    #expect(FriedmanTest([[1, 1, 1], [2, 2, 2]]) == nil)
  }

  /// scipy.stats.wilcoxon: exact, exact with ties, normal approximation.
  @Test(
    arguments: [
      ([1, 2, -3, 4, 5, 6, -7, 8, 9], 10, 0.1640625),
      ([0.3, -0.1, 0.2, 0.2, 0.5, -0.4, 0.1, 0.7], 7.5, 0.15625),
    ] as [([Double], Double, Double)])
  func wilcoxon(differences: [Double], statistic: Double, pValue: Double) throws {
    let test = try #require(WilcoxonTest(differences: differences))
    #expect(test.statistic == statistic)
    #expect(areClose(test.pValue, pValue))
  }

  @Test func withoutDifferencesThereIsNoTest() {
    #expect(WilcoxonTest(differences: [0, 0]) == nil)
    #expect(PairedComparison([1, nil], [nil, 2]) == nil)
  }

  /// statsmodels.stats.multitest.multipletests(method="holm").
  @Test func holm() {
    let adjusted = Holm.adjusted([0.0703125, 0.0625, 0.0078125, 0.0078125, 0.0234375, 0.4375])
    for (ours, theirs) in zip(adjusted, [0.1875, 0.1875, 0.046875, 0.046875, 0.09375, 0.4375]) {
      #expect(areClose(ours, theirs))
    }
  }

  @Test func everyPairIsCompared() {
    let pairs = WilcoxonHolm(Self.values).pairs
    #expect(
      pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
    let third = pairs[2].comparison
    #expect([third.wins, third.ties, third.losses] == [8, 0, 0])
    #expect([pairs[1].comparison.wins, pairs[1].comparison.ties] == [6, 1])
    #expect(abs(third.meanDifference - 0.03875) < 1e-12)
    if let interval = third.interval {
      #expect(interval.low > 0 && interval.low < 0.03875 && interval.high > 0.03875)
    } else {
      Issue.record("no interval")
    }
  }

  @Test(arguments: [
    (3.3, 3, 0.9486890935818101), (1.2, 5, 0.08467981792882104), (4.7, 10, 0.9696386526125186),
  ])
  func studentizedRange(q: Double, groups: Int, probability: Double) {
    #expect(areClose(StudentizedRange.cumulative(q, groups: groups), probability))
  }

  /// scipy.stats.t.ppf, and the level of intervals from it.
  @Test(arguments: [
    (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.975, 7, 2.364624251592784),
    (0.95, 12, 1.782287555649319), (0.999, 29, 3.3962402883568026),
  ])
  func student(probability: Double, degrees: Int, quantile: Double) {
    let ours = StudentDistribution.quantile(probability, degrees: degrees)
    #expect(abs(ours - quantile) < 1e-9 * quantile)
    #expect(areClose(StudentDistribution.cumulative(quantile, degrees: degrees), probability))
  }

  @Test func intervalsOfMeansAreTakenAtARaisedLevel() {
  }

  /// scipy.stats.ttest_1samp([0.1, 0.3, 0.2, 0.6], 0).confidence_interval(0.95).
  @Test func intervalsOfMeansAreStudents() throws {
    let interval = try #require(MeanInterval.interval([0.1, 0.3, 0.2, 0.6]))
    #expect(abs(interval.low - -0.04374348818583079) < 1e-9)
    #expect(abs(interval.high - 0.6437434881858308) < 1e-9)
  }

  @Test func equalValuesHaveNoInterval() {
    #expect(MeanInterval.interval([0.06, 0.06 + 1e-17, 0.059999999999999998]) == nil)
    #expect(MeanInterval.interval([0.1, 0.2]) == nil)
  }

  @Test(arguments: [
    (0.5, 1, 0.47950012218695337), (3.2, 2, 0.2018965179946554), (7.7, 3, 0.05263626600872372),
    (12.1, 6, 0.05977474919203551), (30, 9, 0.00043872177097947936),
  ])
  func chiSquare(x: Double, degrees: Int, tail: Double) {
    #expect(areClose(ChiSquareDistribution.upperTail(x, degrees: degrees), tail))
  }
}

/// Golden values: type II sums of squares of statsmodels 0.15.0 on the balanced design, as shares.
struct FunctionalANOVATests {
  static let values = [
    1.041471, 0.943472, 1.633505, 1.559245, 1.010242, 0.989533, 1.573534, 1.631925, 0.994133,
    1.15087, 1.540148, 1.806642, 1.383705, 1.762626, 1.9293, 2.414362, 0.013091, 0.589551, 0.575258,
    1.221093, 0.950637, 1.638299, 1.541191, 2.239798,
  ]
  static let levels = (0..<24).map { [$0 / 8, $0 / 4 % 2, $0 % 4] }
  static let factors = ["a", "b", "d"]

  @Test func aCompleteGridIsExact() throws {
    let anova = try #require(
      FunctionalANOVA(factors: Self.factors, levels: Self.levels, values: Self.values))
    #expect(!anova.isEstimate)
    #expect(abs(anova.standardDeviation - 0.5346593177521614) < 1e-12)
    let expected: [([String], Double)] = [
      (["a"], 0.164631), (["b"], 0.218396), (["d"], 0.401580), (["a", "b"], 0.141662),
      (["a", "d"], 0.068781), (["b", "d"], 0.004031),
    ]
    #expect(anova.shares.map(\.factors) == expected.map(\.0))
    for (ours, theirs) in zip(anova.shares, expected) {
      #expect(abs(ours.share - theirs.1) < 1e-6)
    }
    #expect(abs((anova.rest ?? 0) - 0.000920) < 1e-6)
    #expect(abs(anova.shares.reduce(anova.rest ?? 0) { $0 + $1.share } - 1) < 1e-12)
  }

  @Test func withAHoleItIsAnEstimateAndSaysSo() throws {
    let anova = try #require(
      FunctionalANOVA(
        factors: Self.factors, levels: Array(Self.levels.dropLast()),
        values: Array(Self.values.dropLast())))
    #expect(anova.isEstimate && anova.rest == nil)
    #expect(anova.shares.map(\.factors) == [["a"], ["b"], ["d"]])
    // rsquared_adj of statsmodels' ols("y ~ C(factor)").
    let expected = [0.22511895555423478, 0.14641153869372925, 0.25176156252933113]
    for (ours, theirs) in zip(anova.shares, expected) { #expect(abs(ours.share - theirs) < 1e-9) }
  }

  /// y = noise: shares of single factors stay near 0, however many levels there are.
  @Test func anEstimateIsNotInflatedByManyLevels() throws {
    var generator = SplitMix64(seed: 7)
    let values = (0..<200).map { _ in Double(generator.next() >> 11) / 9_007_199_254_740_992 }
    let anova = try #require(
      FunctionalANOVA(factors: ["a"], levels: (0..<200).map { [$0 % 99] }, values: values))
    #expect(anova.isEstimate && anova.shares[0].share < 0.2)
  }

  @Test func withoutVarianceThereIsNothingToExplain() {
    #expect(
      FunctionalANOVA(
        factors: ["a"], levels: [[0], [1], [2], [3]], values: [1, 1, 1, 1]) == nil)
  }
}

struct SettingFactorsTests {
  private func setting(_ step: Double, _ iterations: Int) -> PEDParameters {
    var ped = PEDParameters.official
    (ped.stepSize, ped.iterations) = (step, iterations)
    return ped
  }

  @Test func aCompleteGridKeepsItsValues() {
    let settings = (1...10).flatMap { step in
      [2, 6].map { setting(Double(step) / 10, $0) }
    }
    let factors = SettingFactors(settings)
    #expect(factors.isComplete && factors.names == ["step_size", "iterations"])
    #expect(factors.factors[0].levels.count == 10 && factors.factors[0].levels[9] == "1")
    #expect(factors.factors[1].codes[..<4] == [0, 1, 0, 1])
  }

  @Test func sampledNumbersAreBinned() {
    let settings = (0..<12).map { setting(0.1 + Double($0) / 100, $0 % 2 == 0 ? 2 : 6) }
    let factors = SettingFactors(settings)
    #expect(!factors.isComplete)
    #expect(
      factors.factors[0].levels == ["0.1 to 0.12", "0.13 to 0.15", "0.16 to 0.18", "0.19 to 0.21"])
    #expect(factors.factors[0].codes == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    #expect(factors.factors[1].levels == ["2", "6"])
  }
}
