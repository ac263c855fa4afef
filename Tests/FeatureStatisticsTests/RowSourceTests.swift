import FeatureStatistics
import LinearAlgebra
import Parallel
import Testing

struct RowSourceTests {
  private static let rows = Matrix(
    (0..<7).map { i in (0..<3).map { 0.1 * Double(i * i - 2 * $0) } })

  private func sums(cores: Int) throws -> [Double] {
    try CoreBudget.$current.withValue(CoreBudget(cores: cores)) {
      try Self.rows.mapHalves { range in
        var sum = 0.0
        try Self.rows.forEachBlock(in: range) { first, block in
          #expect(first == range.lowerBound && block.rows == range.count)
          sum += block.elements.reduce(0, +)
        }
        return sum
      }
    }
  }

  @Test func `The halves of rows do not depend on spare cores`() throws {
    let (alone, divided) = (try sums(cores: 0), try sums(cores: 2))
    #expect(alone.count == 2)
    #expect(alone == divided)
    #expect(abs(alone[0] + alone[1] - Self.rows.elements.reduce(0, +)) < 1e-14)
  }

  @Test func `Moments of all rows follow from those of the classes`() {
    // Rows 1, 3 and 2, 6, 10 of one dimension.
    let moments = ClassMoments(
      counts: [2, 3], means: Matrix([[2.0], [6.0]]), variances: Matrix([[1.0], [32.0 / 3]]))
    #expect(abs(moments.mean[0] - 4.4) < 1e-15)
    let squares = [1, 3, 2, 6, 10].map { ($0 - 4.4) * ($0 - 4.4) }
    #expect(abs(moments.standardDeviations[0] - (squares.reduce(0, +) / 5).squareRoot()) < 1e-15)
    #expect(moments.sampleCount == 5 && moments.classCount == 2 && moments.dimension == 1)
  }

  @Test func `Rows without classes have a dimension and no rows of means`() {
    let moments = ClassMoments.withoutClasses(dimension: 4)
    #expect(moments.dimension == 4 && moments.classCount == 0 && moments.sampleCount == 0)
  }
}
