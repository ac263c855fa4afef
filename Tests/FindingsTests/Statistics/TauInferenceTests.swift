import Findings
import Ledger
import LinearAlgebra
import Published
import Tabular
import Testing
import Transferability

/// Whether a tau is more than chance, and one metric better than another.
struct TauInferenceTests {
  @Test func `Of three models every sixth order is the true one`() {
    let null = NullTau(models: 3)
    #expect(null.isExact)
    #expect(null.values.count == 6)
    #expect(abs(null.p(atLeast: 1) - 1.0 / 6) < 1e-12)
    #expect(null.p(atLeast: -1) == 1)
  }

  @Test(arguments: [WeightedTauConvention.symmetric, .byTruth])
  func `Orders without ties have the values of weighted tau`(convention: WeightedTauConvention) {
    let truth = [1.0, 2, 3, 4]
    var values: [Double] = []
    for a in 0..<4 {
      for b in 0..<4 where b != a {
        for c in 0..<4 where c != a && c != b {
          let order = [a, b, c, 6 - a - b - c].map { truth[$0] }
          values.append(
            WeightedTau(scores: truth, truth: order, convention: convention).value)
        }
      }
    }
    let null = NullTau(models: 4, convention: convention)
    #expect(zip(null.values, values.sorted()).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(null.values.count == 24)
  }

  @Test func `Ties make fewer values`() {
    let null = NullTau(scores: [1, 1, 1, 2], truth: [1, 2, 3, 4])
    #expect(null.values.count == 24)
    #expect(Set(null.values.map { ($0 * 1e9).rounded() }).count <= 4)
  }

  /// Chance at n = 12 as SciPy has it over 60,000 orders: 0.452 and 0.686.
  @Test func `Chance at twelve models`() throws {
    let chance = try #require(ChanceLevels(models: 12))
    #expect(abs(chance.p95 - 0.452) < 0.01)
    #expect(abs(chance.bestMedian - 0.686) < 0.02)
  }

  @Test func `Two metrics that rank alike do not differ`() throws {
    let scores = [3.0, 1, 2, 5, 4, 6, 0]
    let truth = [3.0, 2, 1, 5, 6, 4, 0]
    let pair = try #require(
      TauComparison(first: scores, second: scores.map { 10 * $0 }, truth: truth))
    #expect(pair.difference == 0)
    #expect(pair.pValue == 1)
    #expect(pair.interval == nil)
    #expect(pair.isExact)
  }

  @Test func `A true order beats its reverse`() throws {
    let truth = (0..<10).map(Double.init)
    let pair = try #require(
      TauComparison(first: truth.reversed(), second: truth, truth: truth))
    #expect(pair.difference == 2)
    // Only exchanging no model or every model is as far apart.
    #expect(pair.pValue == 2.0 / 1024)
  }

  @Test func `Too few datasets cannot reject, and the power says what could be found`() throws {
    let four = try #require(WilcoxonPower(datasets: 4, sd: 0.1))
    #expect(four.smallestP == 0.125)
    #expect(four.smallestDifference == nil)
    let eight = try #require(WilcoxonPower(datasets: 8, sd: 0.1))
    #expect(eight.smallestP == 0.0078125)
    let difference = try #require(eight.smallestDifference)
    // Student's test at n = 8 finds 0.1156 (statsmodels TTestPower: 1.156 sd); Wilcoxon's takes 2 % more.
    #expect(difference > 0.110 && difference < 0.125)
    #expect(WilcoxonPower(datasets: 8, sd: 0.1, tests: 15)?.smallestDifference == nil)
  }

  @Test func `Baselines hold the static ranker and chance for any statistic`() throws {
    let table = TruthTable(try BuiltInGroundTruth.sfdaCNN.groundTruth())
    let bar = Baselines(table, statistic: .weightedTau)
    #expect(abs((bar.staticMean(over: Array(table.datasets.indices)) ?? 0) - 0.8368) < 1e-4)
    let single = try #require(bar.chance(over: [0]))
    let mean = try #require(bar.chance(over: Array(table.datasets.indices)))
    #expect(single > 0.35 && single < 0.55)
    #expect(mean < single / 2)
    let regret = try #require(ResultValue.named("regret_at_1"))
    let cost = Baselines(table, statistic: regret)
    // The list takes a good model; chance is the cheap end of random ones.
    #expect((cost.staticMean(over: [0]) ?? .nan) >= 0)
    #expect((cost.chance(over: [0]) ?? .nan) <= 1)
  }

  @Test func `Test sizes are for all or by name`() throws {
    #expect(try TestSizes("500").of("a") == 500)
    let named = try TestSizes("a=100, b=200")
    #expect(named.of("b") == 200)
    #expect(named.of("c") == nil)
    #expect(throws: TableError.self) { try TestSizes("a=0") }
  }
}
