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
        for i in 0..<width { largest[i] = max(largest[i], values[k * width + i]) }
      }
      var sums = [Double](repeating: 0, count: width)
      for k in 0..<count {
        for i in 0..<width {
          let value = exp(values[k * width + i] - largest[i])
          values[k * width + i] = value
          sums[i] += value
        }
      }
      for k in 0..<count { for i in 0..<width { values[k * width + i] /= sums[i] } }
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
        for d in 0..<mean.count { for i in 0..<width { values[d * width + i] -= mean[d] } }
      }
      let solved = factor.solveLower(centred)
      solved.elements.withUnsafeBufferPointer { values in
        responsibilities.elements.withUnsafeMutableBufferPointer { target in
          for i in 0..<width { target[place + i] = constant }
          for d in 0..<mean.count {
            for i in 0..<width {
              target[place + i] -= 0.5 * values[d * width + i] * values[d * width + i]
            }
          }
        }
      }
      place += width
    }
  }

  /// The Cholesky factor of a component's covariance.
  private func factor(_ k: Int, sum: Double) throws -> Cholesky {
    let dimension = rows.columns
    var weighted: [Double] = []
    for i in 0..<rows.rows {
      let share = responsibilities[k, i]
      // The rest adds less than rounding, however far away the row is.
      guard share > 1e-25 * sum else { continue }
      let root = share.squareRoot()
      for d in 0..<dimension { weighted.append(root * (rows[i, d] - means[k, d])) }
    }
    var covariance = Matrix(rows: dimension, columns: dimension)
    covariance.addGram(
      of: Matrix(rows: weighted.count / dimension, columns: dimension, elements: weighted),
      factor: 1 / sum)
    for d in 0..<dimension { covariance[d, d] += Self.ridge }
    do { return try Cholesky(covariance) } catch {
      throw MetricError(
        "The Gaussian mixture has a component whose covariance cannot be inverted: the features "
          + "are too large for the 1e-6 on its diagonal. Scale them, or use fewer components.")
    }
  }
}
