import FeatureStatistics
import LinearAlgebra

extension OpenRows {
  /// What ``products(_:)`` multiplies for a setting.
  struct Factors: Sendable {
    /// [N]
    let confidences: [Double]
    /// How near its limit a confidence counts as reached. Rows that are left out change the product by
    /// twice that, relative to limit^2 times the scatter, since the terms left out are at most so much
    /// of its terms.
    let saturation: Double
    /// D x C
    let vectors: Matrix
  }

  /// From this share of open rows on a setting's products stand beside those of others, with weight 0
  /// for the rows that are not open: a row side by side takes 0.45 of the time of one that is copied and
  /// multiplied for its setting alone.
  static let joinedShare = 0.45
  /// Rows are copied together where fewer than this share of a piece is open: else the others, with
  /// weight 0, cost less than the copy.
  static let gatheredShare = 0.5

  /// For each of some settings with vectors V: sum (limit^2 - p^2) z (z'V), over its open rows. One
  /// read, 4 N D C a setting at most.
  func products(_ settings: [Factors]) throws -> [Matrix] {
    let empty = OpenProducts(self, settings, known: nil)
    guard empty.hasRows else { return empty.products }
    let halves = try pieces.mapHalves { range in
      var half = empty
      try pieces.forEach(in: range) { first, rows in half.add(rows, first) }
      return half.products
    }
    return zip(halves[0], halves[1]).map { $0 + $1 }
  }

  /// For each of some settings ([N] confidences each) its sums, 4 N D a setting at most, and
  /// ``products(_:)`` of some of them: one read.
  ///
  /// - Parameter known: N x C, Z V, the same for all: half the work.
  func sums(
    _ settings: [[Double]], and factors: [Factors], known: Matrix?
  ) throws -> (sums: [OpenSums], products: [Matrix]) {
    let none = settings.map { _ in
      OpenSums(classes: classes, dimension: pieces.means.columns)
    }
    let empty = OpenProducts(self, factors, known: known)
    guard settings.contains(where: { count($0) > 0 }) else { return (none, empty.products) }
    let halves = try pieces.mapHalves { range in
      var (sums, products) = (none, empty)
      try pieces.forEach(in: range) { first, rows in
        let range = first..<(first + rows.rows)
        let sorted = ClassSortedRows(rows, pieces.labels[range])
        for (k, confidences) in settings.enumerated() {
          sums[k].add(
            sorted, confidences[range], limit: limit, threshold: limit * (1 - Self.saturation))
        }
        products.add(rows, first)
      }
      return (sums, products.products)
    }
    return (
      zip(halves[0].0, halves[1].0).map { $0 + $1 }, zip(halves[0].1, halves[1].1).map { $0 + $1 }
    )
  }
}
