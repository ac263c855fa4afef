import FeatureStatistics
import LinearAlgebra
import Platform

/// The eigenvalues of F'F that count, and their eigenvectors: LogME without shortcuts.
/// Cost 9 D^3, then D per target and round.
struct LogMESpectrum {
  /// Ascending, none negative.
  let sigma: [Double]
  /// k x D, rows are eigenvectors.
  let vectors: Matrix
  let evidence: LogMEEvidence

  /// - Parameter gram: F'F, or its part in coordinates outside of which it is zero.
  init(gram: Matrix, _ evidence: LogMEEvidence) throws {
    let eigen = try SymmetricEigen(gram)
    let dimension = gram.rows
    self.evidence = evidence
    let first = max(dimension - Int(evidence.kept), 0)
    sigma = eigen.values[first...].map { max($0, 0) }
    vectors = Matrix(
      rows: sigma.count, columns: dimension,
      elements: Array(eigen.vectors.elements[(first * dimension)...]))
  }

  /// Mean over the targets of their evidence.
  ///
  /// - Parameters:
  ///   - products: K x D, a row is F'y.
  ///   - squares: |y|^2 of each.
  func meanEvidence(products: Matrix, squares: [Double]) throws -> Double {
    let components = products.timesTransposed(vectors)
    var sum = 0.0
    var start = (alpha: 1.0, beta: 1.0)
    for (k, square) in squares.enumerated() {
      let target = SpectralTarget(
        sigma: sigma, nulls: evidence.kept - Double(sigma.count),
        projections: components.row(k).map { $0 * $0 }, square: square)
      let maximum = try evidence.maximum(of: target, from: start)
      sum += maximum.evidence
      if evidence.variant == .transformerRanker { start = maximum.end }
    }
    return sum / Double(squares.count)
  }

  /// Remarks on rank-deficient features.
  var notes: [String] { LogMERank(sigma, evidence).notes }
}

/// A target by the squared components of F'y along the eigenvectors; no division by sigma.
private struct SpectralTarget: LogMETarget {
  let sigma: [Double]
  /// Eigenvalues that count and are zero, beside `sigma`.
  let nulls: Double
  let projections: [Double]
  let square: Double

  func response(_ t: Double) -> LogMEResponse {
    var (gamma, explained, norm) = (0.0, 0.0, 0.0)
    for (k, eigenvalue) in sigma.enumerated() {
      let sum = eigenvalue + t
      gamma += eigenvalue / sum
      let part = projections[k] / (sum * sum)
      norm += part
      explained += part * (sum + t)
    }
    return LogMEResponse(norm: norm, residual: max(square - explained, 0), gamma: gamma)
  }

  func logDeterminant(_ t: Double) -> Double {
    sigma.reduce(nulls * log(t)) { $0 + log($1 + t) }
  }
}

/// How many of F'F's eigenvalues are more than rounding.
struct LogMERank {
  let notes: [String]

  /// - Parameter sigma: those that count, ascending.
  init(_ sigma: [Double], _ evidence: LogMEEvidence) {
    let threshold = Self.threshold(largest: sigma.reduce(0, max), sigma.count)
    let rank = sigma.count { $0 > threshold }
    let isDeficient = Double(rank) < evidence.dimension && evidence.rows > evidence.dimension
    notes =
      isDeficient
      ? ["rank \(rank) of \(sigma.count): the official value depends on rounding here"] : []
  }

  /// Eigenvalues up to this are zero but for rounding.
  static func threshold(largest: Double, _ count: Int) -> Double {
    largest * Double(count) * 0x1p-52
  }
}
