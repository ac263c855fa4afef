import FeatureStatistics
import LinearAlgebra
import Platform

/// The rows x'_i = p_i x_i + (1 - p_i) mbar_{y_i} of SFDA's second pass, by their statistics.
struct ConfidenceMixing {
  /// C x D, class means of the mixed rows
  let means: Matrix
  /// D x D, in the upper triangle: their pooled scatter within classes
  let scatter: Matrix
  /// C x D, mu'_c - mbar_c
  let displacements: Matrix
  /// C x D, mbar_c: the mean of the other classes' means
  let bases: Matrix

  /// - Parameters:
  ///   - centredMeans: moved class means, C x D, the mean of all rows subtracted.
  ///   - confidences: [N], p_i.
  init(
    statistics: ClassStatistics, centredMeans: Matrix, labels: [Int], confidences: [Double],
    features: any RowSource
  ) throws {
    bases = Self.othersMeans(centredMeans)
    displacements = centredMeans - bases
    let classes = statistics.classCount
    let limit = OpenRows.limit(classes: classes)
    var scatter = limit * limit * statistics.scatter
    // Sums over the rows that are not saturated; the sum of z over a whole class is 0.
    let open = try OpenRows(
      statistics: statistics, labels: labels, confidences: confidences, features: features)
    open.subtract(from: &scatter)
    let counts = statistics.counts.map(Double.init)
    var (sums, squares) = ([Double](repeating: 0, count: classes), counts)
    for c in 0..<classes { squares[c] = 0 }
    for (c, p) in zip(labels, confidences) {
      sums[c] += p - limit
      squares[c] += (p - limit) * (p - limit)
    }
    // About base + limit * displacement, a row is p z + (p - limit) d: its mean is `offset`, and
    // the sum of its squares has the cross terms d * sum p (p - limit) z and |d|^2 sum (p - limit)^2.
    let offset =
      (open.first + displacements.scalingRows(by: sums)).scalingRows(by: counts.map { 1 / $0 })
    means = bases + limit * displacements + offset
    scatter.addSymmetricProduct(
      of: displacements, open.second + 0.5 * displacements.scalingRows(by: squares))
    scatter.addGram(of: offset.scalingRows(by: counts.map { $0.squareRoot() }), factor: -1)
    self.scatter = scatter
  }

  /// C x D: for each class the mean of the other classes' means.
  private static func othersMeans(_ means: Matrix) -> Matrix {
    let total = means.transposedTimes([Double](repeating: 1, count: means.rows))
    var result = means
    for c in 0..<means.rows {
      for d in 0..<means.columns {
        result[c, d] = (total[d] - means[c, d]) / Double(means.rows - 1)
      }
    }
    return result
  }
}
