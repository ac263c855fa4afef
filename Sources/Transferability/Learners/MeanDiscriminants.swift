import FeatureStatistics
import LinearAlgebra
import Platform

/// x'mu_c - |mu_c|^2/2 of every row and class, after any motion.
struct MeanDiscriminants: Sendable {
  /// What is added for a class beside its distance.
  enum Priors { case equal, classSize }

  let classes: CentredClasses
  let labels: [Int]
  /// Centred rows times centred means
  private let products: RowProjection
  /// C x C, inner products of the centred means
  private let meanProducts: Matrix

  init(_ input: ScoringInput) throws {
    classes = CentredClasses(input.moments)
    labels = input.labels
    products = try RowProjection(input, on: classes.means, about: .point(classes.centre))
    meanProducts = classes.means.timesTransposed(classes.means)
  }

  /// The mean over the rows of `value`, which gets the C logits of a row and its class.
  func mean(
    _ motion: ClassMotion, _ priors: Priors,
    of value: @Sendable (_ logits: UnsafeMutableBufferPointer<Double>, _ c: Int) throws -> Double
  ) throws -> Double {
    let mixing = motion.mixing
    let moved = mixing.times(meanProducts).timesTransposed(mixing)
    // A row moves with its class: row y of this is added to its logits.
    var added = (mixing - Matrix.identity(mixing.rows)).times(meanProducts).timesTransposed(mixing)
    for c in 0..<mixing.rows {
      let prior =
        switch priors {
        case .equal: 0.0
        case .classSize: log(classes.counts[c] / classes.total)
        }
      for y in 0..<mixing.rows { added[y, c] += prior - moved[c, c] / 2 }
    }
    let offsets = added
    let sums = try products.mapHalves { range in
      var sum = 0.0
      try products.forEachPiece(in: range, mixing: motion.isIdentity ? nil : mixing) {
        first, piece in
        piece.add(offsets, byLabel: labels[first..<(first + piece.rows)])
        try piece.forEachRow { i, logits in sum += try value(logits, labels[first + i]) }
      }
      return sum
    }
    return (sums[0] + sums[1]) / Double(labels.count)
  }
}
