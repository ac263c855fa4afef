import FeatureStatistics
import LinearAlgebra
import Platform

/// Sums over the rows whose confidence has not reached its limit, by reads that many settings share.
///
/// The confidence p lies in [1, e] / (e + C - 1). Rows at the upper end, where PED pushes most of
/// them, need not be looked at: limit^2 times the scatter within classes has their share. What is
/// summed for a setting, and in which order, depends on it alone.
struct OpenRows: Sendable {
  let pieces: CentredPieces
  /// C
  let classes: Int
  /// Of D x C, one for each setting that shares a read
  let slots: ColumnSlots

  /// - Parameter sharing: settings that share a read at most.
  init(_ pieces: CentredPieces, sharing: Int) {
    self.pieces = pieces
    classes = pieces.means.rows
    slots = ColumnSlots(columns: classes, most: sharing)
  }

  /// e / (e + C - 1)
  static func limit(classes: Int) -> Double { exp(1) / (exp(1) + Double(classes - 1)) }

  /// A confidence this near its limit counts as reached: 2e-13 of the row's share in the scatter.
  static let saturation = 1e-13

  var limit: Double { Self.limit(classes: classes) }

  /// How many rows have not reached the limit.
  func count(_ confidences: [Double], saturation: Double = Self.saturation) -> Int {
    let threshold = limit * (1 - saturation)
    return confidences.count { $0 < threshold }
  }

  /// The places of open rows in a piece.
  func open(
    _ confidences: ArraySlice<Double>, saturation: Double = Self.saturation
  ) -> [Int] {
    let threshold = limit * (1 - saturation)
    return confidences.enumerated().compactMap { $1 < threshold ? $0 : nil }
  }

  /// D x D in the upper triangle: `scatter` less sum (limit^2 - p^2) z z'. One read, N D^2.
  func subtractGram(_ confidences: [Double], from scatter: consuming Matrix) throws -> Matrix {
    let dimension = pieces.means.columns
    guard count(confidences) > 0 else { return scatter }
    let halves = try pieces.mapHalves { range in
      var gram = Matrix(rows: dimension, columns: dimension)
      try pieces.forEach(in: range) { first, rows in
        let own = confidences[first..<(first + rows.rows)]
        let open = open(own)
        guard !open.isEmpty else { return }
        gram.addGram(of: weighted(open, rows, own), factor: 1)
      }
      return gram
    }
    var result = scatter
    for half in halves { result -= half }
    return result
  }

  /// The open rows, each times (limit^2 - p^2)^1/2.
  private func weighted(_ open: [Int], _ rows: Matrix, _ confidences: ArraySlice<Double>) -> Matrix
  {
    rows.selecting(open).scalingRows(
      by: open.map { i in
        let p = confidences[confidences.startIndex + i]
        return (limit * limit - p * p).squareRoot()
      })
  }
}
