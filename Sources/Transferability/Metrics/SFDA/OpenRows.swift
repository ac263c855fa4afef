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

  init(_ pieces: CentredPieces) {
    self.pieces = pieces
    classes = pieces.means.rows
  }

  /// e / (e + C - 1)
  static func limit(classes: Int) -> Double { exp(1) / (exp(1) + Double(classes - 1)) }

  /// A confidence this near its limit counts as reached: 2e-13 of the row's share in the scatter.
  private static let saturation = 1e-13
  /// Rows are copied together where fewer than this share of a piece is open: else the others, with
  /// weight 0, cost less than the copy.
  private static let gatheredShare = 0.5

  private var limit: Double { Self.limit(classes: classes) }
  private var threshold: Double { limit * (1 - Self.saturation) }

  /// How many rows have not reached the limit.
  func count(_ confidences: [Double]) -> Int {
    let threshold = threshold
    return confidences.count { $0 < threshold }
  }

  /// The places of open rows in a piece.
  private func open(_ confidences: ArraySlice<Double>) -> [Int] {
    let threshold = threshold
    return confidences.enumerated().compactMap { $1 < threshold ? $0 : nil }
  }

  /// For each of some settings ([N] confidences each) its sums: one read, 4 N D a setting at most.
  func sums(_ settings: [[Double]]) throws -> [OpenSums] {
    guard settings.contains(where: { count($0) > 0 }) else {
      return settings.map { _ in OpenSums(classes: classes, dimension: pieces.means.columns) }
    }
    let halves = try pieces.mapHalves { range in
      var sums = settings.map { _ in OpenSums(classes: classes, dimension: pieces.means.columns) }
      try pieces.forEach(in: range) { first, rows in
        let range = first..<(first + rows.rows)
        let squares = rows.rowSquares()
        for (k, confidences) in settings.enumerated() {
          let own = confidences[range]
          let open = open(own)
          guard !open.isEmpty else { continue }
          sums[k].add(
            open, of: rows, squares: squares, pieces.labels[range], own, limit: limit)
        }
      }
      return sums
    }
    return zip(halves[0], halves[1]).map { $0 + $1 }
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

  /// For each of some settings D x k vectors V: sum (limit^2 - p^2) z (z'V), over its open rows. One
  /// read, 4 N D k a setting at most.
  func products(_ settings: [(confidences: [Double], vectors: Matrix)]) throws -> [Matrix] {
    let halves = try pieces.mapHalves { range in
      var results = settings.map { Matrix(rows: $0.vectors.rows, columns: $0.vectors.columns) }
      try pieces.forEach(in: range) { first, rows in
        for (k, setting) in settings.enumerated() {
          add(
            rows, setting.confidences[first..<(first + rows.rows)], setting.vectors,
            to: &results[k])
        }
      }
      return results
    }
    return zip(halves[0], halves[1]).map { $0 + $1 }
  }

  private func add(
    _ rows: Matrix, _ confidences: ArraySlice<Double>, _ vectors: Matrix, to result: inout Matrix
  ) {
    let open = open(confidences)
    guard !open.isEmpty else { return }
    let isGathered = Double(open.count) < Self.gatheredShare * Double(rows.rows)
    let kept = isGathered ? rows.selecting(open) : rows
    var weights = [Double](repeating: 0, count: kept.rows)
    for (place, i) in open.enumerated() {
      let p = confidences[confidences.startIndex + i]
      weights[isGathered ? place : i] = limit * limit - p * p
    }
    result.addProduct(ofTransposed: kept, kept.times(vectors).scalingRows(by: weights))
  }
}
