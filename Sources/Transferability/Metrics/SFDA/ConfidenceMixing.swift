import FeatureStatistics
import LinearAlgebra
import Platform

/// The rows x'_i = p_i x_i + (1 - p_i) mbar_{y_i} of SFDA's second pass, by their statistics.
///
/// About mbar_c + L d_c, L the limit of p and d_c = mu'_c - mbar_c, a row is p z + (p - L) d. Its
/// class's mean is there at o_c = (sum (p - L) z + d_c sum (p - L)) / n_c, and the scatter within
/// classes is
///
///     L^2 W - sum (L^2 - p^2) z z' + d'U + U'd - O'O
///
/// with U = sum p (p - L) z + d sum (p - L)^2 / 2 by class, O the o_c times n_c^1/2, and W the scatter
/// of the rows as they are.
struct ConfidenceMixing: Sendable {
  /// [N], p_i
  let confidences: [Double]
  /// C x D, class means of the mixed rows
  let means: Matrix
  /// C x D, d
  let displacements: Matrix
  /// C x D, mbar_c: the mean of the other classes' means
  let bases: Matrix
  /// C x D, U
  let levers: Matrix
  /// C x D, O
  let offsets: Matrix
  /// sum (L^2 - p^2) |z|^2 over the open rows
  let openSpread: Double

  /// - Parameters:
  ///   - centredMeans: moved class means, C x D, the mean of all rows subtracted.
  ///   - confidences: [N], p_i.
  ///   - sums: over the rows that have not reached the limit; those of z over a whole class are 0.
  init(
    moments: ClassMoments, centredMeans: Matrix, labels: [Int], confidences: [Double],
    sums: OpenSums
  ) {
    self.confidences = confidences
    bases = centredMeans.meansOfOthers
    displacements = centredMeans - bases
    openSpread = sums.spread
    let limit = OpenRows.limit(classes: moments.classCount)
    let counts = moments.counts.map(Double.init)
    var once = [Double](repeating: 0, count: counts.count)
    var twice = once
    for (c, p) in zip(labels, confidences) {
      once[c] += p - limit
      twice[c] += (p - limit) * (p - limit)
    }
    let offset =
      (sums.first + displacements.scalingRows(by: once)).scalingRows(by: counts.map { 1 / $0 })
    means = bases + limit * displacements + offset
    levers = sums.second + 0.5 * displacements.scalingRows(by: twice)
    offsets = offset.scalingRows(by: counts.map { $0.squareRoot() })
  }

  /// D x D, in the upper triangle: the scatter, from L^2 W less the open rows' sum.
  func completing(_ open: consuming Matrix) -> Matrix {
    var scatter = open
    scatter.addSymmetricProduct(of: displacements, levers)
    scatter.addGram(of: offsets, factor: -1)
    return scatter
  }

  /// D x k: d'U + U'd - O'O times vectors (D x k).
  func lowRankProduct(_ vectors: Matrix) -> Matrix {
    displacements.transposedTimes(levers.times(vectors))
      + levers.transposedTimes(displacements.times(vectors))
      - offsets.transposedTimes(offsets.times(vectors))
  }

  /// How much of W there is on average over all directions, those of the class means apart.
  func bulk(_ within: Double, limit: Double) -> Double {
    max(1 - openSpread / (limit * limit * within), (limit * limit).ulp)
  }

  /// The trace of the scatter, from that of W.
  func trace(_ within: Double, limit: Double) -> Double {
    let lowRank =
      2 * zip(displacements.elements, levers.elements).reduce(0) { $0 + $1.0 * $1.1 }
      - sumOfSquares(offsets.elements)
    return limit * limit * within - openSpread + lowRank
  }
}
