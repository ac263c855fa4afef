import FeatureStatistics
import LinearAlgebra
import Platform

/// Linear discriminant analysis as scikit-learn has it: by a generalised eigenproblem with
/// shrinkage, or by singular values without.
struct LinearDiscriminant {
  /// d x C and [C]: the logits of a row x are x * coefficients + intercepts.
  let coefficients: Matrix
  let intercepts: [Double]
  /// Of the rows in discriminant coordinates.
  let nuclearNorm: Double

  /// - Parameters:
  ///   - rows: N x d with column means of 0.
  ///   - shrinkage: of the covariance within classes to a multiple of the identity; nil: by
  ///     singular values, directions below 1e-4 left out.
  /// - Throws: ``MetricError`` if the covariance within classes cannot be inverted.
  init(rows: Matrix, labels: [Int], counts: [Int], shrinkage: Double?) throws {
    let moments = Moments(rows, labels, counts)
    if let shrinkage {
      self = try Self.shrunk(moments, shrinkage)
    } else {
      self = try Self.bySingularValues(moments)
    }
  }

  private init(
    _ moments: Moments, scalings: Matrix, coefficients: Matrix, intercepts: [Double]
  ) throws {
    self.coefficients = coefficients
    self.intercepts = intercepts
    // Of the coordinates themselves: roots of their scatter's eigenvalues would lose half the
    // digits of the small ones.
    let coordinates = moments.rows.timesTransposed(scalings)
    nuclearNorm = try SingularValueDecomposition.values(of: coordinates).reduce(0, +)
  }

  /// (1 - s) Sw + s tr(Sw)/d I within; its generalised eigenvectors with the shrunk covariance
  /// between classes, the leading C - 1 of which are the coordinates.
  private static func shrunk(_ moments: Moments, _ shrinkage: Double) throws -> LinearDiscriminant {
    let within = moments.within.shrunk(shrinkage)
    let between = (moments.within + moments.between).shrunk(shrinkage) - within
    let factor: Cholesky
    do { factor = try Cholesky(within) } catch { throw singular }
    let reduced = factor.solveLower(factor.solveLower(between).transposed)
    let eigen = try SymmetricEigen(reduced)
    let size = eigen.values.count
    let kept = min(moments.means.rows - 1, size)
    var leading: [Double] = []
    for k in 0..<kept { leading += eigen.vectors.row(size - 1 - k) }
    // Row k of E' is L^-T v_k.
    let scalings = factor.solveUpper(
      Matrix(rows: kept, columns: size, elements: leading).transposed
    ).transposed
    let coefficients = factor.solve(moments.means.transposed)
    let squares = moments.means.times(coefficients).diagonal
    return try LinearDiscriminant(
      moments, scalings: scalings, coefficients: coefficients,
      intercepts: zip(squares, moments.priors).map { -0.5 * $0 + log($1) })
  }

  /// Of the largest variance: roundings of a column's mean leave the square of 1e-13 of its size.
  private static let smallestVariance = 1e-26
  /// Eigenvalues of the correlations that are left out: scikit-learn's `tol` = 1e-4 for singular
  /// values, squared.
  private static let smallestCorrelation = 1e-8
  /// scikit-learn's `tol` for the axes between classes, of the largest.
  private static let smallestAxis = 1e-4

  private static func bySingularValues(_ moments: Moments) throws -> LinearDiscriminant {
    let classes = moments.means.rows
    let peak = moments.within.diagonal.reduce(0, max)
    // Directions at rounding level are left out: their scale would be noise.
    let scales = moments.within.diagonal.map {
      $0 > smallestVariance * peak && $0 > 0 ? 1 / $0.squareRoot() : 0
    }
    let correlations = moments.within.scalingRows(by: scales).scalingColumns(by: scales)
    let eigen = try SymmetricEigen(correlations)
    var whitening: [Double] = []
    var rank = 0
    for k in eigen.values.indices.reversed() where eigen.values[k] > smallestCorrelation {
      let inverse = 1 / eigen.values[k].squareRoot()
      whitening += zip(eigen.vectors.row(k), scales).map { $0 * $1 * inverse }
      rank += 1
    }
    guard rank > 0 else { throw singular }
    let whitener = Matrix(rows: rank, columns: scales.count, elements: whitening)
    let weights = moments.priors.map { (moments.count * $0 / Double(classes - 1)).squareRoot() }
    let centres = moments.means.scalingRows(by: weights).timesTransposed(whitener)
    let decomposition = try SingularValueDecomposition(centres)
    let largest = decomposition.largest
    let kept = decomposition.values.count { $0 > smallestAxis * largest }
    guard kept > 0 else { throw singular }
    let axes = Matrix(
      rows: kept, columns: rank, elements: Array(decomposition.right.elements.prefix(kept * rank)))
    let scalings = axes.times(whitener)
    let projected = moments.means.timesTransposed(scalings)
    let coordinates = Matrix(
      rows: min(kept, classes - 1), columns: scalings.columns,
      elements: Array(scalings.elements.prefix(min(kept, classes - 1) * scalings.columns)))
    return try LinearDiscriminant(
      moments, scalings: coordinates,
      coefficients: projected.times(scalings).transposed,
      intercepts: (0..<classes).map {
        -0.5 * sumOfSquares(projected.row($0)) + log(moments.priors[$0])
      })
  }

  private static var singular: MetricError {
    MetricError(
      "The linear discriminant has no solution: the features are constant within classes, or the "
        + "class means are the same.")
  }
}

/// Moments of centred rows.
private struct Moments {
  let rows: Matrix
  let count: Double
  let priors: [Double]
  /// C x d
  let means: Matrix
  /// d x d, population covariance within classes
  let within: Matrix
  /// d x d, of the class means
  let between: Matrix

  init(_ rows: Matrix, _ labels: [Int], _ counts: [Int]) {
    self.rows = rows
    count = Double(labels.count)
    let total = count
    priors = counts.map { Double($0) / total }
    let sums = rows.rowSums(byLabel: labels, count: counts.count)
    means = sums.scalingRows(by: counts.map { 1 / Double($0) })
    var residuals = rows
    residuals.add(-1 * means, byLabel: labels)
    within = (1 / count) * residuals.gram()
    between = means.scalingRows(by: priors.map { $0.squareRoot() }).gram()
  }
}

extension Matrix {
  /// (1 - s) self + s tr/d I.
  fileprivate func shrunk(_ shrinkage: Double) -> Matrix {
    var result = (1 - shrinkage) * self
    result.addToDiagonal(shrinkage * trace / Double(rows))
    return result
  }
}
