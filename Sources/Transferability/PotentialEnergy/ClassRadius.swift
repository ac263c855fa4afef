import FeatureStatistics
import LinearAlgebra
import Platform

/// Distances of rows from their class mean in rescaled space: the radii of the balls.
enum ClassRadius {
  /// sqrt(sum_d s_cd^2 / scale_d^2): the rms distance, from statistics alone.
  static func rms(_ moments: ClassMoments, scale: [Double]) -> [Double] {
    (0..<moments.classCount).map { c in
      var sum = 0.0
      for (d, variance) in moments.variances.row(c).enumerated() {
        sum += variance / scale[d] / scale[d]
      }
      return sum.squareRoot()
    }
  }

  /// Mean and largest distance per class: one pass over the rows.
  static func meanAndMax(
    _ moments: ClassMoments, scale: [Double], rows: any RowSource, labels: [Int]
  ) throws -> (mean: [Double], max: [Double]) {
    var sums = [Double](repeating: 0, count: moments.classCount)
    var largest = sums
    let means = moments.means
    try rows.forEachBlock { first, block in
      for i in 0..<block.rows {
        let c = labels[first + i]
        var square = 0.0
        for d in 0..<block.columns {
          let z = (block[i, d] - means[c, d]) / scale[d]
          square += z * z
        }
        let distance = square.squareRoot()
        sums[c] += distance
        largest[c] = Swift.max(largest[c], distance)
      }
    }
    return (zip(sums, moments.counts).map { $0 / Double($1) }, largest)
  }
}
