import LinearAlgebra
import Platform

/// The logits of SFDA's second pass in a setting: of row i of class c p_i (z_i'x + shifted_c) + bases_c,
/// x = R^-1 M' (D x C).
struct MixedLogits: Sendable {
  /// [N]
  let confidences: [Double]
  /// D x C, x; nil where it is in the span of the class means
  let solution: Matrix?
  /// C x C, what is nearest to x in the span of the class means
  let near: Matrix
  /// C x C
  let shifted: Matrix
  /// C x C
  let bases: Matrix
  /// Rows whose true class lacks no more than this of probability 1 by what is nearest to x need no
  /// other look.
  let negligible: Double

  /// A row that needs no other look may be wrong by this, on average.
  private static let least = 1e-12
  /// What x has beside the span moves logits by limit * distance, as the root of the mean square over
  /// the rows; so many times that, a row in ten thousand at most.
  private static let spread = 10.0

  /// Where every row is as sure as a row can be: R is limit^2 times that of the first pass, and no
  /// feature is needed.
  ///
  /// - Parameter priors: -1/2 mu_c' R^-1 mu_c + log pi_c from the squares.
  init(
    settled confidences: [Double], mixing: Matrix, limit: Double, in span: MeanSpan,
    priors: (_ squares: [Double]) -> [Double]
  ) {
    let others = mixing.meansOfOthers
    let means = others + limit * (mixing - others)
    self.confidences = confidences
    solution = nil
    near = 1 / (limit * limit) * means.transposed
    let images = span.products.times(near)
    shifted = (mixing - others).times(images)
    bases = others.times(images).addingToRows(priors(means.times(images).diagonal))
    negligible = 1
  }

  /// Of a solution.
  init(
    _ mixing: ConfidenceMixing, solution: Matrix, limit: Double, in span: MeanSpan,
    priors: (_ squares: [Double]) -> [Double]
  ) {
    let (near, distance) = span.nearest(to: solution)
    confidences = mixing.confidences
    self.solution = solution
    self.near = near
    shifted = mixing.displacements.times(solution)
    let squares = (0..<mixing.means.rows).map { c in
      var sum = 0.0
      for d in 0..<solution.rows { sum += mixing.means[c, d] * solution[d, c] }
      return sum
    }
    bases = mixing.bases.times(solution).addingToRows(priors(squares))
    negligible = Self.least * exp(-2 * Self.spread * limit * distance)
  }

  /// The true class's probability.
  ///
  /// - Parameters:
  ///   - row: i
  ///   - c: its class
  ///   - products: [C], z_i'x; what becomes of them has no meaning.
  func probability(_ row: Int, _ c: Int, _ products: UnsafeMutableBufferPointer<Double>) -> Double {
    let p = confidences[row]
    for k in products.indices {
      products[k] = p * (products[k] + shifted[c, k]) + bases[c, k]
    }
    return Softmax(logits: products).probability(c)
  }
}
