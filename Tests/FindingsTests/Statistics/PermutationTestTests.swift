import Findings
import LinearAlgebra
import Testing
import Transferability

struct PermutationTestTests {
  private static func normals(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
    (0..<count).map { _ in NormalDistribution.quantile(0.0005 + 0.999 * generator.nextUnit()) }
  }

  /// Settings that share most of their scores, as neighbours of a sweep do.
  private static func sweep(
    models: Int, datasets: Int, settings: Int, _ generator: inout SplitMix64
  ) -> [(truth: [Double], scores: [[Double]])] {
    (0..<datasets).map { _ in
      let common = normals(models, &generator)
      return (
        truth: normals(models, &generator),
        scores: (0..<settings).map { _ in
          zip(common, normals(models, &generator)).map { 0.8 * $0 + 0.6 * $1 }
        }
      )
    }
  }

  @Test func `Without ties a mean is that of the weighted tau`() throws {
    var generator = SplitMix64(seed: 5)
    let data = Self.sweep(models: 9, datasets: 3, settings: 4, &generator)
    let test = try #require(PermutationTest(data, permutations: 20))
    for setting in 0..<4 {
      let mean =
        data.map {
          WeightedTau(scores: $0.scores[setting], truth: $0.truth, convention: .symmetric).value
        }.reduce(0, +) / 3
      #expect(abs(test.means[setting] - mean) < 1e-12)
    }
  }

  /// 600 sweeps of 20 correlated settings whose scores know nothing: the best passes at 5 % in 5 % of
  /// them, within three standard errors of a share over 600 (0.9 % each).
  @Test func `Five percent of null sweeps pass`() throws {
    var generator = SplitMix64(seed: 11)
    var passed = 0
    for round in 0..<600 {
      let data = Self.sweep(models: 10, datasets: 2, settings: 20, &generator)
      let test = try #require(
        PermutationTest(data, permutations: 399, seed: UInt64(1000 + round)))
      if test.adjusted[test.best] <= 0.05 { passed += 1 }
    }
    #expect((14...46).contains(passed))
  }

  @Test func `A setting that knows the truth is found, and adjusting costs`() throws {
    var generator = SplitMix64(seed: 3)
    var data = Self.sweep(models: 12, datasets: 4, settings: 30, &generator)
    for dataset in data.indices { data[dataset].scores[17] = data[dataset].truth }
    let test = try #require(PermutationTest(data, permutations: 1000))
    #expect(test.best == 17 && abs(test.means[17] - 1) < 1e-12)
    #expect(test.adjusted[17] == 1.0 / 1001)
    #expect(test.bar < 1 && test.bar > 0.2)
    for setting in 0..<30 { #expect(test.adjusted[setting] >= test.single[setting]) }
  }

  @Test func `Constant scores have no test`() {
    #expect(PermutationTest([(truth: [1, 2, 3], scores: [[1, 1, 1]])]) == nil)
  }
}
