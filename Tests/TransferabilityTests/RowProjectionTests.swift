import FeatureStatistics
import LinearAlgebra
import Testing
import Transferability

/// Products that are kept and products that are computed from the features at each call are the same.
struct RowProjectionTests {
  private static let data = MetricSample(
    "", counts: Array(repeating: 31, count: 40), dimension: 7)

  private static let mixing: Matrix = {
    var random = SplitMix64(seed: 12)
    return Matrix(rows: 40, columns: 40, elements: random.normals(1600))
  }()

  private func projections(classMeans: Bool) throws -> (kept: RowProjection, read: RowProjection) {
    let input = Self.data.input
    let means = input.moments.means
    let origin: RowProjection.Origin =
      classMeans ? .classMeans(means) : .point(Array(means.row(0)))
    return (
      try RowProjection(input, on: means, about: origin),
      try HeldNumbers.$current.withValue(.least) {
        try RowProjection(input, on: means, about: origin)
      }
    )
  }

  /// By the definition, x about its origin times the mixed means.
  private func expected(_ i: Int, classMeans: Bool, mixing: Matrix) -> [Double] {
    let means = Self.data.input.moments.means
    let origin = means.row(classMeans ? Self.data.labels[i] : 0)
    let row = zip(Self.data.rows.row(i), origin).map { $0 - $1 }
    return mixing.times(means).times(row)
  }

  @Test(arguments: [true, false], [true, false])
  func `Kept and read products are those of the definition`(
    _ classMeans: Bool, _ isMixed: Bool
  ) throws {
    let both = try projections(classMeans: classMeans)
    let mixing = isMixed ? Self.mixing : Matrix.identity(40)
    for projection in [both.kept, both.read] {
      var seen = 0
      try projection.forEachPiece(in: 100..<1200, mixing: isMixed ? mixing : nil) { first, piece in
        for i in 0..<piece.rows {
          let values = expected(first + i, classMeans: classMeans, mixing: mixing)
          for (left, right) in zip(piece.row(i), values) { #expect(abs(left - right) < 1e-11) }
        }
        seen += piece.rows
      }
      #expect(seen == 1100)
    }
  }

  @Test(arguments: [true, false])
  func `A row's own product is among them`(_ classMeans: Bool) throws {
    let both = try projections(classMeans: classMeans)
    for projection in [both.kept, both.read] {
      var rows: [Int] = []
      try projection.forEachOwn(in: 5..<905, mixing: Self.mixing) { i, value in
        let own = expected(i, classMeans: classMeans, mixing: Self.mixing)[Self.data.labels[i]]
        #expect(abs(value - own) < 1e-11)
        rows.append(i)
      }
      #expect(rows == Array(5..<905))
    }
  }
}
