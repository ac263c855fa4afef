import LinearAlgebra
import Platform

/// A Gaussian mixture with full covariances by expectation-maximisation (Dempster, Laird, Rubin,
/// JRSS B 1977), with scikit-learn's defaults: started by k-means, 1e-6 added to the diagonals, at
/// most 100 rounds, ended by a change of the mean log likelihood below 1e-3.
///
/// A round costs N K d^2 for the densities (triangular solves) and d^2 per row and component with a
/// responsibility that counts, about N d^2, for the covariances (dsyrk). Memory: K N + N d + d^2,
/// since a component's covariance lives from its M-step to the E-step that follows at once.
package struct GaussianMixture {
  /// K x N, p(component | row)
  package private(set) var responsibilities: Matrix
  /// Whether the likelihood settled within the rounds allowed.
  package private(set) var hasConverged = false

  /// scikit-learn's `max_iter`, `tol` and `reg_covar`.
  private static let (rounds, tolerance, ridge) = (100, 1e-3, 1e-6)
  /// Elements of a piece of rows: 256 KB, which stay in a core's cache.
  private static let pieceElements = 1 << 15
  private let rows: Matrix
  /// The rows transposed in pieces of columns that fit into the cache.
  private let pieces: [Matrix]
  private var means: Matrix

  /// - Parameter rows: N x d with column means of 0, N at least `components`.
  /// - Throws: ``MetricError`` if a component's covariance is not positive definite.
  package init(_ rows: Matrix, components: Int, random: inout SplitMix64) throws {
    self.rows = rows
    pieces = Self.pieces(rows)
    means = Matrix(rows: components, columns: rows.columns)
    responsibilities = Matrix(rows: components, columns: rows.rows)
    let clusters = KMeans(rows, clusters: components, random: &random)
    for (i, k) in clusters.labels.enumerated() { responsibilities[k, i] = 1 }
    var previous = -Double.infinity
    for _ in 0..<Self.rounds where !hasConverged {
      let likelihood = try advance()
      hasConverged = abs(likelihood - previous) < Self.tolerance
      previous = likelihood
    }
    _ = try advance()
  }

  private static func pieces(_ rows: Matrix) -> [Matrix] {
    let size = max(64, pieceElements / max(rows.columns, 1))
    return stride(from: 0, to: rows.rows, by: size).map { start in
      rows.selecting(Array(start..<min(start + size, rows.rows))).transposed
    }
  }

  /// An M-step and the E-step that follows; returns the mean log likelihood of the rows.
  private mutating func advance() throws -> Double {
    let sums = (0..<means.rows).map { k in
      responsibilities.row(k).reduce(0, +) + 10 * Double.ulpOfOne
    }
    let total = sums.reduce(0, +)
    means = responsibilities.times(rows).scalingRows(by: sums.map { 1 / $0 })
    for k in sums.indices {
      let factor = try factor(k, sum: sums[k])
      setLogDensities(of: k, factor, weight: sums[k] / total)
    }
    return normalise()
  }

  /// Turns log densities into responsibilities; returns the mean log likelihood of the rows.
  private mutating func normalise() -> Double {
    let (count, width) = (means.rows, rows.rows)
    var total = 0.0
    responsibilities.elements.withUnsafeMutableBufferPointer { values in
      var largest = [Double](repeating: -.infinity, count: width)
      for k in 0..<count {
        let line = values.start + k * width
        for i in 0..<width { largest[i] = max(largest[i], line[i]) }
      }
      var sums = [Double](repeating: 0, count: width)
      for k in 0..<count {
        let line = values.start + k * width
        for i in 0..<width {
          let value = exp(line[i] - largest[i])
          line[i] = value
          sums[i] += value
        }
      }
      for k in 0..<count {
        let line = values.start + k * width
        for i in 0..<width { line[i] /= sums[i] }
      }
      for i in 0..<width { total += largest[i] + log(sums[i]) }
    }
    return total / Double(width)
  }

  /// Row k of `responsibilities`: log weight + log density of component k.
  private mutating func setLogDensities(of k: Int, _ factor: Cholesky, weight: Double) {
    let dimension = Double(rows.columns)
    let constant =
      log(weight) - 0.5 * (dimension * log(2 * .pi) + factor.logDeterminant)
    let mean = Array(means.row(k))
    var place = k * rows.rows
    for piece in pieces {
      var centred = piece
      let width = piece.columns
      centred.elements.withUnsafeMutableBufferPointer { values in
        for d in 0..<mean.count {
          let (line, shift) = (values.start + d * width, mean[d])
          for i in 0..<width { line[i] -= shift }
        }
      }
      let solved = factor.solveLower(centred)
      solved.elements.withUnsafeBufferPointer { values in
        responsibilities.elements.withUnsafeMutableBufferPointer { all in
          let target = all.start + place
          for i in 0..<width { target[i] = constant }
          for d in 0..<mean.count {
            let line = values.start + d * width
            for i in 0..<width { target[i] -= 0.5 * line[i] * line[i] }
          }
        }
      }
      place += width
    }
  }

  /// Rows less the component's mean, times the root of their responsibility: those that count.
  private func weightedRows(_ k: Int, sum: Double) -> Matrix {
    let (dimension, mean, shares) = (
      rows.columns, Array(means.row(k)), Array(responsibilities.row(k))
    )
    // The rest adds less than rounding, however far away the row is.
    let kept = shares.indices.filter { shares[$0] > 1e-25 * sum }
    var weighted = Matrix(rows: kept.count, columns: dimension)
    weighted.elements.withUnsafeMutableBufferPointer { target in
      rows.elements.withUnsafeBufferPointer { source in
        for (place, i) in kept.enumerated() {
          let root = shares[i].squareRoot()
          let (line, row) = (target.start + place * dimension, source.start + i * dimension)
          for d in 0..<dimension { line[d] = root * (row[d] - mean[d]) }
        }
      }
    }
    return weighted
  }

  /// The Cholesky factor of a component's covariance.
  private func factor(_ k: Int, sum: Double) throws -> Cholesky {
    let dimension = rows.columns
    var covariance = Matrix(rows: dimension, columns: dimension)
    covariance.addGram(of: weightedRows(k, sum: sum), factor: 1 / sum)
    covariance.addToDiagonal(Self.ridge)
    do { return try Cholesky(covariance) } catch {
      throw MetricError(
        "The Gaussian mixture has a component whose covariance cannot be inverted: the features "
          + "are too large for the 1e-6 on its diagonal. Scale them, or use fewer components.")
    }
  }
}
