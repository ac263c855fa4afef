import LinearAlgebra
import Parallel
import Platform

/// Neighbourhood components analysis: the linear map A (d x D) under which stochastic neighbours have
/// the row's own label most often (Goldberger et al., NIPS 2004), by L-BFGS as scikit-learn drives it.
struct NeighbourhoodComponents {
  private let rows: Matrix
  private let labels: [Int]

  /// Probabilities that are held at a time, by each of two threads: 16 MB.
  private static let blockElements = 1 << 21
  /// scikit-learn's tol: of the gradient, and of a step's gain.
  private static let tolerance = 1e-5

  /// - Parameter rows: N x D, about their mean.
  init(_ rows: Matrix, labels: [Int]) {
    self.rows = rows
    self.labels = labels
  }

  /// The rows under the map that is found, N x d.
  func embedded(from start: Matrix, iterations: Int) throws -> Matrix {
    let minimiser = LimitedMemoryBFGS(
      iterations: iterations, gradientTolerance: Self.tolerance, valueTolerance: Self.tolerance)
    let found = try minimiser.minimise(from: start.elements) { point in
      try evaluate(Matrix(rows: start.rows, columns: start.columns, elements: point))
    }
    return rows.timesTransposed(
      Matrix(rows: start.rows, columns: start.columns, elements: found.point))
  }

  /// Minus the sum of the probabilities of the own label, and its gradient by A:
  /// 2 Z'(W + W' - diag(1'W)) X, W_ij = p_ij ([y_i = y_j] - p_i), of the sum.
  func evaluate(_ map: Matrix) throws -> (value: Double, gradient: [Double]) {
    let points = rows.timesTransposed(map)
    let squares = (0..<points.rows).map { sumOfSquares(points.row($0)) }
    let middle = points.rows / 2
    let halves = try CoreBudget.current.map(count: 2) { half in
      sums(of: half == 0 ? 0..<middle : middle..<points.rows, points, squares)
    }
    var products = halves[0].products + halves[1].products
    let columnSums = zip(halves[0].columnSums, halves[1].columnSums).map { $0 + $1 }
    products -= points.scalingRows(by: columnSums)
    let gradient = products.transposedTimes(rows)
    return (-(halves[0].value + halves[1].value), gradient.elements.map { -2 * $0 })
  }

  private struct Sums {
    var value = 0.0
    /// N x d, (W + W') Z of some rows of W
    var products: Matrix
    /// [N], 1'W of those
    var columnSums: [Double]
  }

  private func sums(of range: Range<Int>, _ points: Matrix, _ squares: [Double]) -> Sums {
    let count = points.rows
    var sums = Sums(
      products: Matrix(rows: count, columns: points.columns),
      columnSums: [Double](repeating: 0, count: count))
    points.forEachPiece(of: max(1, Self.blockElements / max(count, 1)), in: range) { first, piece in
      var weights = piece.timesTransposed(points)
      for i in 0..<piece.rows { sums.value += weigh(first + i, i, &weights, squares) }
      let own = weights.times(points)
      for i in 0..<piece.rows {
        for k in 0..<points.columns { sums.products[first + i, k] += own[i, k] }
      }
      sums.products.addProduct(ofTransposed: weights, piece)
      for i in 0..<piece.rows {
        for (j, weight) in weights.row(i).enumerated() { sums.columnSums[j] += weight }
      }
    }
    return sums
  }

  /// Turns inner products of a row into its part of W.
  ///
  /// - Returns: p_i, the probability of its own label.
  private func weigh(
    _ row: Int, _ place: Int, _ weights: inout Matrix, _ squares: [Double]
  ) -> Double {
    let (count, label) = (squares.count, labels[row])
    return weights.elements.withUnsafeMutableBufferPointer { values in
      let start = place * count
      var least = Double.infinity
      for j in 0..<count where j != row {
        values[start + j] = squares[row] + squares[j] - 2 * values[start + j]
        least = min(least, values[start + j])
      }
      var (total, own) = (0.0, 0.0)
      for j in 0..<count where j != row {
        values[start + j] = exp(least - values[start + j])
        total += values[start + j]
        if labels[j] == label { own += values[start + j] }
      }
      values[start + row] = 0
      let share = total > 0 ? own / total : 0
      for j in 0..<count where j != row {
        let probability = total > 0 ? values[start + j] / total : 0
        values[start + j] = probability * ((labels[j] == label ? 1 : 0) - share)
      }
      return share
    }
  }
}
