import LinearAlgebra

/// A system of ``SharedSolver`` on its way. Vectors are rows, in the coordinates in which its matrix A is
/// nearly 1.
struct SolverState: Sendable {
  let mixing: ConfidenceMixing
  /// C x D
  private var solution: Matrix
  /// r x D, r = min(C, D): orthonormal rows that span the residuals
  private var basis: Matrix
  /// C x r, the residuals in the basis
  private var residuals: Matrix
  /// r x D, the directions
  private(set) var directions: Matrix
  /// [C], squared residuals at first
  private let first: [Double]
  let tolerance: Double
  /// What a step left of the residual, at most.
  private var contraction: Double
  private(set) var hasFailed = false

  /// The step that costs nothing may leave so many times what the others did; measured, it is once to
  /// four times.
  private static let caution = 4.0

  /// After a step from 0 along some directions.
  ///
  /// - Parameters:
  ///   - right: C x D
  ///   - image: A times the directions
  init(
    _ mixing: ConfidenceMixing, right: Matrix, tolerance: Double, directions: Matrix, image: Matrix
  ) throws {
    (self.mixing, self.tolerance) = (mixing, tolerance)
    first = right.rowSquares()
    let steps = try? Cholesky(directions.timesTransposed(image))
    hasFailed = steps == nil
    let shares = right.timesTransposed(directions)
    let left = steps.map { right - shares.times($0.solve(image)) } ?? right
    solution =
      steps.map { shares.times($0.solve(directions)) }
      ?? Matrix(rows: right.rows, columns: right.columns)
    let next = try OrthogonalRows(left)
    (basis, residuals) = (next.basis, next.coordinates)
    let coupling = next.basis.timesTransposed(image)
    self.directions =
      steps.map { next.basis - coupling.times($0.solve(directions)) } ?? next.basis
    let whole = sumOfSquares(right.elements)
    contraction = whole > 0 ? (sumOfSquares(left.elements) / whole).squareRoot() : 0
  }

  /// What is left of the class's residual that has most of it left, as a share of what it was.
  var left: Double {
    zip(residuals.rowSquares(), first).map { $1 > 0 ? ($0 / $1).squareRoot() : 0 }.max() ?? 0
  }

  /// Whether the step that costs nothing is all that is needed.
  var isConverged: Bool { left * min(1, Self.caution * contraction) <= tolerance }

  /// After a step along the directions.
  ///
  /// - Parameter image: r x D, A times the directions.
  func advanced(_ image: Matrix) throws -> SolverState {
    var state = self
    guard let steps = try? Cholesky(directions.timesTransposed(image)) else {
      state.hasFailed = true
      return state
    }
    state.solution = solution + residuals.times(steps.solve(directions))
    let next = try OrthogonalRows(basis - steps.solve(image))
    state.basis = next.basis
    state.directions = next.basis + next.coordinates.transposedTimes(directions)
    state.residuals = residuals.times(next.coordinates)
    state.contraction = max(contraction, sumOfSquares(next.coordinates.elements).squareRoot())
    return state
  }

  /// C x D: the solution after a step along the residuals, as if A were `bulk` times 1.
  func end(bulk: Double) -> Matrix { solution + 1 / bulk * residuals.times(basis) }
}
