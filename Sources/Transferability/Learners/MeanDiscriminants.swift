import LinearAlgebra
import Platform

/// x'mu_c - |mu_c|^2/2 of every row and class, after any motion, from one read.
struct MeanDiscriminants: Sendable {
  let classes: CentredClasses
  let labels: [Int]
  /// N x C, centred rows times centred means
  private let products: Matrix
  /// C x C, inner products of the centred means
  private let meanProducts: Matrix

  init(_ sample: Sample) throws {
    classes = CentredClasses(sample.statistics)
    labels = sample.labels
    products = try sample.projection(on: classes.means, centre: classes.centre)
    meanProducts = classes.means.timesTransposed(classes.means)
  }

  /// N x C.
  func logits(_ motion: ClassMotion, withPriors: Bool) -> Matrix {
    let mixing = motion.mixing
    var logits = products.timesTransposed(mixing)
    let moved = mixing.times(meanProducts).timesTransposed(mixing)
    let added = (mixing - Matrix.identity(mixing.rows)).times(meanProducts).timesTransposed(mixing)
    let offsets = (0..<mixing.rows).map {
      (withPriors ? log(classes.counts[$0] / classes.total) : 0) - moved[$0, $0] / 2
    }
    for (i, y) in labels.enumerated() {
      for c in offsets.indices { logits[i, c] += added[y, c] + offsets[c] }
    }
    return logits
  }
}
