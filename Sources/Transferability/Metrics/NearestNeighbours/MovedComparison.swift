import FeatureStatistics
import LinearAlgebra
import Platform

/// The inner products and distances of rows as a motion has left them, from those of the rows as they
/// were: with x_i' = x_i + o_{y_i},
///
///     x_i'x_j' = x_i x_j + x_i o_{y_j} + o_{y_i} x_j + o_{y_i} o_{y_j}
///
/// so that the products of all pairs, 2 N^2 D, serve any number of motions.
struct MovedComparison: Sendable {
  /// [N]
  private let labels: [Int]
  /// C x D, o
  private let offsets: Matrix
  /// C x C, o_a o_b
  private let between: Matrix
  /// N x C, x_i o_b
  private var along: [Double] = []
  /// [N], |x_i'|^2, or 1 where rows are compared by direction, 0 for a row of zeros
  private(set) var norms: [Double] = []
  /// [N], what rows are multiplied with before they are compared
  private var scales: [Double] = []
  /// [N], |x_i|^2 + |o_{y_i}|^2, which products are rounded by
  private var sizes: [Double] = []
  private let isDirectional: Bool

  /// Rounding of distances from inner products, relative to the squared lengths: rows that are no
  /// farther apart than this are compared difference by difference.
  private static let productRounding = 1e-12

  /// - Parameter offsets: C x D.
  init(offsets: Matrix, labels: [Int], isDirectional: Bool) {
    self.labels = labels
    self.offsets = offsets
    self.isDirectional = isDirectional
    between = offsets.timesTransposed(offsets)
  }

  /// Takes the next rows (n x D), in order. Cost 2 n D C.
  mutating func append(_ block: Matrix) {
    let first = norms.count
    let own = labels[first..<(first + block.rows)]
    along += block.timesTransposed(offsets).elements
    var moved = block
    moved.add(offsets, byLabel: own)
    for ((square, before), c) in zip(zip(moved.rowSquares(), block.rowSquares()), own) {
      sizes.append(before + between[c, c])
      guard isDirectional else {
        norms.append(square)
        scales.append(1)
        continue
      }
      norms.append(square > 0 ? 1 : 0)
      scales.append(square > 0 ? 1 / square.squareRoot() : 0)
    }
  }

  /// Some rows beside others, as they were, with their inner products.
  struct Piece: Sendable {
    /// n x D
    let held: Matrix
    /// The first of them
    let firstHeld: Int
    /// m x D
    let others: Matrix
    /// The first of them
    let firstOther: Int
    /// n x m
    let products: Matrix
  }

  /// Shows the others of a piece to one of its held rows.
  func compare(_ i: Int, of piece: Piece, _ neighbours: inout Neighbours) {
    guard !neighbours.isSettled else { return }
    let classes = between.columns
    let (row, first) = (piece.firstHeld + i, piece.firstOther)
    let own = labels[row]
    let (norm, scale, size) = (norms[row], scales[row], sizes[row])
    along.withUnsafeBufferPointer { along in
      for (j, product) in piece.products.row(i).enumerated() where first + j != row {
        let other = first + j
        let inner =
          product + along[row * classes + labels[other]] + along[other * classes + own]
          + between[own, labels[other]]
        let factor = scale * scales[other]
        let distance = norm + norms[other] - 2 * factor * inner
        let rounding =
          Self.productRounding * (norm + norms[other] + factor * (size + sizes[other]))
        guard distance <= neighbours.limit + rounding else { continue }
        neighbours.insert(
          other, distance: exactDistance(i, j, piece), norm: norms[other])
      }
    }
  }

  /// Squared, from differences.
  private func exactDistance(_ i: Int, _ j: Int, _ piece: Piece) -> Double {
    let (row, other) = (piece.firstHeld + i, piece.firstOther + j)
    let (left, right) = (piece.held.row(i), piece.others.row(j))
    let (moved, otherMoved) = (offsets.row(labels[row]), offsets.row(labels[other]))
    let (scale, otherScale) = (scales[row], scales[other])
    var sum = 0.0
    for d in 0..<offsets.columns {
      let difference =
        scale * (left[left.startIndex + d] + moved[moved.startIndex + d])
        - otherScale * (right[right.startIndex + d] + otherMoved[otherMoved.startIndex + d])
      sum += difference * difference
    }
    return sum
  }
}
