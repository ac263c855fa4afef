import LinearAlgebra
import Testing
import Transferability

struct RankedPairsTests {
  /// Unit rows, some of them equal, so that there are ties.
  private static let rows: Matrix = {
    var random = SplitMix64(seed: 5)
    var rows = Matrix(rows: 90, columns: 4, elements: random.normals(360))
    for i in 60..<90 { for d in 0..<4 { rows[i, d] = rows[i - 60, d] } }
    return rows.scalingRows(
      by: (0..<90).map { 1 / sumOfSquares(rows.row($0)).squareRoot() })
  }()
  private static let labels = (0..<90).map { $0 % 4 }

  private func pairs() -> RankedPairs {
    RankedPairs(rows: Self.rows, labels: Self.labels, levels: .exact(classes: 4))
  }

  /// Ranks by counting smaller and equal values, and their plain correlation.
  private func definition() -> Double {
    var values: [(Double, Double)] = []
    for i in 0..<90 {
      for j in i + 1..<90 {
        let product = zip(Self.rows.row(i), Self.rows.row(j)).reduce(0) { $0 + $1.0 * $1.1 }
        // Equal up to rounding is equal.
        let value = 1 - min(max((product * 1e12).rounded() / 1e12, -1), 1)
        values.append((value, Self.labels[i] == Self.labels[j] ? 0 : 1))
      }
    }
    func ranks(_ values: [Double]) -> [Double] {
      values.map { value in
        let (less, equal) = (values.count { $0 < value }, values.count { $0 == value })
        return Double(less) + Double(equal + 1) / 2
      }
    }
    let (a, b) = (ranks(values.map(\.0)), ranks(values.map(\.1)))
    let mean = Double(values.count + 1) / 2
    let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let spread = a.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let other = b.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return covariance / (spread * other).squareRoot()
  }

  @Test func `It is Spearman's correlation by its definition`() throws {
    // Pairs that rounding tells apart move ranks by one of 4005.
    #expect(abs(try pairs().correlation() - definition()) < 1e-4)
  }

  @Test(arguments: [1, 100, 1000, 4004])
  func `Less memory gives the same`(_ limit: Int) throws {
    var small = pairs()
    small.limit = limit
    #expect(abs(try small.correlation() - pairs().correlation()) < 1e-14)
  }
}
