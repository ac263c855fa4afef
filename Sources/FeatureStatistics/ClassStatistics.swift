import LinearAlgebra

/// What one pass over the rows of a labelled N x D matrix leaves: everything that rigid class
/// shifts and most metrics need, whatever N is.
package struct ClassStatistics: Sendable, Equatable {
  /// Counts, means and variances of the classes.
  package let moments: ClassMoments
  /// D x D, sum_i (x_i - mu_{y_i})(x_i - mu_{y_i})': the pooled scatter within classes, N Sw, both
  /// triangles filled.
  package let scatter: Matrix

  /// - Precondition: the scatter is D x D.
  package init(_ moments: ClassMoments, scatter: Matrix) {
    precondition(
      scatter.rows == moments.dimension && scatter.columns == moments.dimension,
      "a scatter of \(scatter.rows) x \(scatter.columns) for \(moments.dimension) dimensions")
    self.moments = moments
    self.scatter = scatter
  }

  /// - Precondition: shapes C, C x D, C x D and D x D.
  package init(counts: [Int], means: Matrix, variances: Matrix, scatter: Matrix) {
    self.init(ClassMoments(counts: counts, means: means, variances: variances), scatter: scatter)
  }

  /// [C]
  package var counts: [Int] { moments.counts }
  /// C x D
  package var means: Matrix { moments.means }
  /// C x D, population variances (ddof 0)
  package var variances: Matrix { moments.variances }
  /// N
  package var sampleCount: Int { moments.sampleCount }
  /// C
  package var classCount: Int { moments.classCount }
  /// D
  package var dimension: Int { moments.dimension }
}
