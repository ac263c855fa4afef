import FeatureStatistics
import Foundation
import LinearAlgebra
import Parallel
import Testing
import Transferability

/// The ways that a score is computed in where features are large, on small features: products and rows
/// that are not held, classes gathered one by one, rows that look for neighbours one by one, pairs
/// sorted range by range.
struct RouteTests {
  /// Some rows at a time, as features of files come.
  private struct InBlocks: RowSource {
    let matrix: Matrix
    let size: Int
    var rows: Int { matrix.rows }
    var columns: Int { matrix.columns }

    func forEachBlock(
      in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
    ) throws {
      try matrix.forEachPiece(of: size, in: range, body)
    }
  }

  enum Shape: CaseIterable, CustomTestStringConvertible {
    case tall, wide

    var testDescription: String { self == .tall ? "150 x 9" : "40 x 70, without the scatter" }

    func input(inBlocks: Bool) throws -> ScoringInput {
      let data =
        self == .tall
        ? MetricSample("", counts: [40, 31, 9, 45, 25], dimension: 9)
        : MetricSample("", counts: [7, 9, 5, 11, 8], dimension: 70)
      let full = data.input
      let features: any RowSource
      if inBlocks { features = InBlocks(matrix: data.rows, size: 13) } else { features = data.rows }
      return ScoringInput(
        moments: full.moments, scatter: self == .tall ? full.scatter : nil, labels: data.labels,
        features: features,
        outputs: full.outputs, companions: full.companions)
    }
  }

  private static let metrics = [
    "ncm", "lda", "etran", "sfda", "reg_hscore", "transrate", "hscore", "logme", "gbc", "lfc",
    "energy", "disco", "knn", "parc", "nleep", "pactran", "linear_probe", "sfda_loo",
  ]
  /// Those of which 200 settings take long: 30 are tried, or as many as PEDLAB_TEST_SETTINGS says.
  private static let slow: Set = [
    "knn", "parc", "nleep", "pactran", "linear_probe", "sfda_loo",
  ]
  private static let slowSettings =
    ProcessInfo.processInfo.environment["PEDLAB_TEST_SETTINGS"].flatMap { Int($0) } ?? 30

  private func scores(
    _ name: String, _ input: ScoringInput, _ motions: [ClassMotion]
  ) throws -> [[Double]] {
    let prepared = try #require(MetricCatalog.entry(named: name)).make([:]).prepare(input)
    return try prepared.sharedMotions > 1
      ? prepared.scores(motions).map { try $0.get().components }
      : motions.map { try prepared.score($0).components }
  }

  @Test(arguments: metrics, Shape.allCases)
  func `What is not held is computed again, with the same scores`(
    _ metric: String, _ shape: Shape
  ) throws {
    let count = Self.slow.contains(metric) ? Self.slowSettings : 200
    let motions = RandomMotions.some(count, classes: 5, seed: 21)
    let expected = try scores(metric, shape.input(inBlocks: false), motions)
    let found = try HeldNumbers.$current.withValue(.least) {
      try scores(metric, shape.input(inBlocks: true), motions)
    }
    for (index, pair) in zip(found, expected).enumerated() {
      for (left, right) in zip(pair.0, pair.1) {
        #expect(abs(left - right) <= 1e-9 * max(1, abs(right)), "setting \(index)")
      }
    }
  }

  @Test(arguments: metrics, Shape.allCases)
  func `A route has the same bits for any number of cores and any order of settings`(
    _ metric: String, _ shape: Shape
  ) throws {
    let motions = RandomMotions.some(6, classes: 5, seed: 22)
    for held in [HeldNumbers(), .least] {
      func scores(_ motions: [ClassMotion], cores: Int) throws -> [[Double]] {
        try HeldNumbers.$current.withValue(held) {
          try CoreBudget.$current.withValue(CoreBudget(cores: cores)) {
            try self.scores(metric, shape.input(inBlocks: true), motions)
          }
        }
      }
      let expected = try scores(motions, cores: 0)
      #expect(try scores(motions, cores: 1) == expected)
      #expect(try scores(motions.reversed(), cores: 3) == expected.reversed())
    }
  }

  /// Whole halves are summed: the ranges that pairs are sorted in do not matter to the last bit.
  @Test func `PARC has the same bits however many pairs are sorted at a time`() throws {
    let motions = RandomMotions.some(8, classes: 5, seed: 23)
    let expected = try scores("parc", Shape.tall.input(inBlocks: false), motions)
    for pairs in [20, 77, 3000] {
      var held = HeldNumbers()
      held.pairs = pairs
      let found = try HeldNumbers.$current.withValue(held) {
        try scores("parc", Shape.tall.input(inBlocks: false), motions)
      }
      #expect(found == expected, "\(pairs) pairs")
    }
  }
}
