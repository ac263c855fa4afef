/// What one pass over the rows of a labelled N x D matrix leaves: everything that rigid class
/// shifts and most metrics need, whatever N is.
///
/// With x_i the rows and y_i their classes 0..<C:
/// n_c = counts, mu_c = mean of class c, s_c^2 = population variance of class c per dimension,
/// scatter = sum_i (x_i - mu_{y_i})(x_i - mu_{y_i})' (the pooled within-class scatter, N * Sw).
package struct ClassStatistics: Sendable, Equatable {
  /// [C]
  package let counts: [Int]
  /// C x D
  package let means: Matrix
  /// C x D, population variances (ddof 0)
  package let variances: Matrix
  /// D x D, symmetric, both triangles filled
  package let scatter: Matrix

  package init(counts: [Int], means: Matrix, variances: Matrix, scatter: Matrix) {
    self.counts = counts
    self.means = means
    self.variances = variances
    self.scatter = scatter
  }

  /// N
  package var sampleCount: Int { counts.reduce(0, +) }
  /// C
  package var classCount: Int { counts.count }
  /// D
  package var dimension: Int { means.columns }

  /// The same with a scatter of 0 x 0, for those who keep statistics and need no scatter.
  package var withoutScatter: ClassStatistics {
    ClassStatistics(
      counts: counts, means: means, variances: variances, scatter: Matrix(rows: 0, columns: 0))
  }
}

/// Mean and population standard deviation per dimension of a model's features on its source data.
package struct ReferenceStatistics: Sendable, Equatable {
  /// [D]
  package let mean: [Double]
  /// [D], ddof 0, not floored
  package let standardDeviation: [Double]

  package init(mean: [Double], standardDeviation: [Double]) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
