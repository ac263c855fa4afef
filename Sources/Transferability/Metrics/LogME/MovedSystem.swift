import LinearAlgebra
import Platform

/// The C x C systems S(t) = I + V K(t) V' of one motion, V = n^1/2 B, for any t.
///
/// Where B is well conditioned they are solved in the form S^-1 = V'^-1 (P + K)^-1 V^-1 with
/// P = (V'V)^-1, which needs no product with V for each t: half the work.
struct MovedSystem {
  /// C x C
  let weighted: Matrix
  private let form: Form?

  private struct Form {
    /// V^-1
    let inverse: Matrix
    /// V^-1 V'^-1
    let constant: Matrix
    /// 2 log |det V|
    let logDeterminant: Double
  }

  /// Above this product of Frobenius norms, per class, the inverse of B would cost digits.
  private static let largestCondition = 1e3

  init(counts: [Double], motion: ClassMotion) {
    let roots = counts.map { $0.squareRoot() }
    weighted = motion.mixing.scalingRows(by: roots)
    form = try? Self.form(weighted, motion.mixing, roots)
  }

  private static func form(
    _ weighted: Matrix, _ mixing: Matrix, _ roots: [Double]
  ) throws -> Form? {
    let result = try MatrixInverse(weighted)
    let norm = sumOfSquares(mixing.elements).squareRoot()
    let inverseNorm = sumOfSquares(result.inverse.scalingColumns(by: roots).elements).squareRoot()
    guard norm * inverseNorm < largestCondition * Double(roots.count) else { return nil }
    return Form(
      inverse: result.inverse, constant: result.inverse.rowGram(),
      logDeterminant: 2 * result.logDeterminant)
  }

  /// S(t), factored.
  struct Factor {
    let cholesky: Cholesky
    /// log det S
    let logDeterminant: Double
    /// [C], the diagonal of S^-1
    let inverseDiagonal: [Double]
    /// C x C: L^-1 V^-1, or nothing where S itself was factored.
    fileprivate let half: Matrix?
  }

  /// - Parameter kernel: K(t), C x C.
  /// - Throws: ``LinearAlgebraError`` if S is singular to working precision.
  func factor(_ kernel: PackedTriangle) throws -> Factor {
    guard let form else {
      var system = weighted.times(kernel.unpacked).timesTransposed(weighted)
      system.addToDiagonal(1)
      let cholesky = try Cholesky(system)
      return Factor(
        cholesky: cholesky, logDeterminant: cholesky.logDeterminant,
        inverseDiagonal: cholesky.inverseDiagonal(), half: nil)
    }
    let cholesky = try Cholesky(kernel.added(to: form.constant))
    let half = cholesky.solveLower(form.inverse)
    return Factor(
      cholesky: cholesky, logDeterminant: cholesky.logDeterminant + form.logDeterminant,
      inverseDiagonal: half.columnSquares(), half: half)
  }

  /// Some of the samples of ``LogMEOfMotion``, C + 1 of each node: the logarithms of the diagonal of S^-1,
  /// then log det(I + F'F / t).
  ///
  /// - Throws: ``LinearAlgebraError`` if S is singular to working precision.
  func samples(_ nodes: LogMEKernel.Nodes, _ range: Range<Int>) throws -> [Double] {
    guard let form else {
      return try range.flatMap { index in
        let factor = try factor(nodes[index].kernel)
        return factor.inverseDiagonal.map { log($0) }
          + [factor.logDeterminant + nodes.logDeterminantRatios[index]]
      }
    }
    var forms = InverseForms(constant: form.constant, right: form.inverse)
    var samples: [Double] = []
    samples.reserveCapacity(range.count * (weighted.rows + 1))
    for index in range {
      try forms.update(adding: nodes.kernels.row(index))
      for value in forms.diagonal { samples.append(log(value)) }
      samples.append(
        forms.logDeterminant + form.logDeterminant + nodes.logDeterminantRatios[index])
    }
    return samples
  }

  /// V' S^-1, C x C.
  func responses(_ factor: Factor) -> Matrix {
    guard let half = factor.half else {
      return factor.cholesky.solve(weighted).transposed
    }
    return factor.cholesky.solveUpper(half)
  }
}
