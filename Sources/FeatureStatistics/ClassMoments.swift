import LinearAlgebra

/// The first two moments of labelled rows, class by class: what rigid class shifts, balls of classes
/// and metrics of means and variances need. With x_i the rows (N x D) and y_i their classes 0..<C:
/// n_c = counts, mu_c = mean of class c, s_c^2 = population variance of class c per dimension.
package struct ClassMoments: Sendable, Equatable {
  /// [C], n_c
  package let counts: [Int]
  /// C x D, mu_c
  package let means: Matrix
  /// C x D, s_c^2 (ddof 0)
  package let variances: Matrix

  /// - Precondition: means and variances have a row for each class, and as many columns.
  package init(counts: [Int], means: Matrix, variances: Matrix) {
    precondition(
      means.rows == counts.count && variances.rows == counts.count
        && variances.columns == means.columns,
      "\(counts.count) counts, means of \(means.rows) x \(means.columns), variances of "
        + "\(variances.rows) x \(variances.columns)")
    self.counts = counts
    self.means = means
    self.variances = variances
  }

  /// Of rows that have no classes, such as those with real-valued targets.
  package static func withoutClasses(dimension: Int) -> ClassMoments {
    let none = Matrix(rows: 0, columns: dimension)
    return ClassMoments(counts: [], means: none, variances: none)
  }

  /// N
  package var sampleCount: Int { counts.reduce(0, +) }
  /// C
  package var classCount: Int { counts.count }
  /// D
  package var dimension: Int { means.columns }

  /// [D], the mean of all rows. Cost C D.
  package var mean: [Double] {
    means.transposedTimes(counts.map { Double($0) / Double(sampleCount) })
  }

  /// [D], the population standard deviation of all rows. Cost C D.
  package var standardDeviations: [Double] {
    let mean = mean
    return (0..<dimension).map { d in
      var sum = 0.0
      for (c, count) in counts.enumerated() {
        let offset = means[c, d] - mean[d]
        sum += Double(count) * (variances[c, d] + offset * offset)
      }
      return (sum / Double(sampleCount)).squareRoot()
    }
  }
}
