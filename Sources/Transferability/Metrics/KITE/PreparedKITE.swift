import FeatureStatistics
import LinearAlgebra

/// A motion adds V to the rows of each class, so X'Z becomes X'Z + V'U with U the sums of the random
/// features of each class: |X'Z|^2 + 2 <V X'Z, U> + <V V', U U'> needs no D x D' matrix.
struct PreparedKITE: PreparedMetric {
  private let classes: CentredClasses
  /// |X'Z|_F^2 without motion
  private let square: Double
  /// C x C: M X'Z U', M M' and U U' of the centred means M
  private let cross, plain, random: Matrix
  private let randomNorm: Double
  /// |L|_F
  private let labelNorm: Double

  init(_ input: ScoringInput, _ products: CrossProducts) throws {
    classes = CentredClasses(input.moments)
    square = sumOfSquares(products.products.elements)
    cross = classes.means.times(products.products).timesTransposed(products.classSums)
    plain = classes.means.timesTransposed(classes.means)
    random = products.classSums.timesTransposed(products.classSums)
    randomNorm = products.randomNorm
    labelNorm = LabelKernel.norm(classes.counts)
    guard randomNorm > 0 else {
      throw MetricError("KITE: the random features are the same in all rows.")
    }
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let moved = classes.combination(motion)
    let shift = moved - Matrix.identity(moved.rows)
    let means = moved.times(plain).timesTransposed(moved)
    var alignment = 0.0
    for (c, count) in classes.counts.enumerated() { alignment += count * count * means[c, c] }
    // V = shift M.
    let first = shift.times(cross)
    let second = shift.times(plain).timesTransposed(shift)
    var shared = square
    for a in 0..<moved.rows {
      shared += 2 * first[a, a]
      for b in 0..<moved.rows { shared += second[a, b] * random[a, b] }
    }
    guard shared > 0 else {
      throw MetricError(
        "KITE divides by the alignment with the random features, and the features have none: they are "
          + "the same in all rows, or vary in other rows.")
    }
    return try finite(alignment / shared * randomNorm / labelNorm, "KITE")
  }
}

/// The centred kernel of one-hot labels.
enum LabelKernel {
  /// |diag(n) - n n'/N|_F
  static func norm(_ counts: [Double]) -> Double {
    let total = counts.reduce(0, +)
    var sum = 0.0
    for (a, count) in counts.enumerated() {
      for (b, other) in counts.enumerated() {
        let expected = (a == b ? count : 0) - count * other / total
        sum += expected * expected
      }
    }
    return sum.squareRoot()
  }
}
