import LinearAlgebra
import Parallel

/// Solves R X = M for many settings at once, R the shrunk scatter of each setting's mixed rows and M
/// their class means, by conjugate gradients (Hestenes and Stiefel, J. Res. NBS 1952) in which all
/// settings share the reads of the rows.
///
/// The preconditioner is limit^2 times the shrunk scatter of the rows as they are, whose factor the
/// first pass has: R differs from it by the rows whose confidence has not reached its limit, so that
/// few iterations are needed where most rows are near it. An iteration costs a read, 4 N D C for the
/// open rows and 6 D^2 C. What is computed for a setting does not depend on the others.
struct SharedSolver: Sendable {
  /// Of the rows as they are, D x D: (1 - s) W / N + s tr(W) / (N D)
  let factor: Cholesky
  /// W, D x D
  let scatter: Matrix
  let openRows: OpenRows
  /// N
  let rows: Double
  /// D of the features
  let dimension: Double
  /// s
  let shrinkage: Double

  /// What is left of the error, in the norm of the preconditioner: some 1e-11 of a logit.
  private static let tolerance = 1e-13
  /// More than are needed where this way is taken; the direct way costs less than twice as many.
  private static let iterations = 30

  /// One setting on its way.
  private struct State: Sendable {
    let mixing: ConfidenceMixing
    /// s tr(R) / D
    let ridge: Double
    /// D x C: solution, residual, direction
    var solution: Matrix
    var residual: Matrix
    var direction: Matrix
    /// [C]: squared errors by the preconditioner, now and at first
    var errors: [Double]
    let firstErrors: [Double]
    var hasFailed = false

    var isConverged: Bool {
      zip(errors, firstErrors).allSatisfy { $0 <= tolerance * tolerance * $1 }
    }
  }

  /// For each setting R^-1 M' (D x C), or nil where the iteration does not end.
  ///
  /// - Throws: what reading throws.
  func solve(_ settings: [ConfidenceMixing]) throws -> [Matrix?] {
    var states = try CoreBudget.current.map(count: settings.count) { start(settings[$0]) }
    for _ in 0..<Self.iterations {
      let open = states.indices.filter { !states[$0].isConverged && !states[$0].hasFailed }
      if open.isEmpty { break }
      let current = open.map { states[$0] }
      let products = try openRows.products(
        current.map { ($0.mixing.confidences, $0.direction) })
      let next = try CoreBudget.current.map(count: open.count) { k in
        advanced(current[k], products[k])
      }
      for (place, state) in zip(open, next) { states[place] = state }
    }
    return states.map { $0.isConverged && !$0.hasFailed ? $0.solution : nil }
  }

  private func start(_ mixing: ConfidenceMixing) -> State {
    let limit = OpenRows.limit(classes: openRows.classes)
    let right = mixing.means.transposed
    let direction = precondition(right)
    let errors = Self.columnProducts(right, direction)
    return State(
      mixing: mixing,
      ridge: shrinkage * mixing.trace(scatter.trace, limit: limit) / rows / dimension,
      solution: Matrix(rows: right.rows, columns: right.columns), residual: right,
      direction: direction, errors: errors, firstErrors: errors)
  }

  /// The preconditioner's inverse times vectors, D x C.
  private func precondition(_ vectors: Matrix) -> Matrix {
    let limit = OpenRows.limit(classes: openRows.classes)
    return 1 / (limit * limit) * factor.solve(vectors)
  }

  /// A step along the direction, and the next one.
  ///
  /// - Parameter open: sum (limit^2 - p^2) z (z'q) of the direction q.
  private func advanced(_ state: State, _ open: Matrix) -> State {
    var state = state
    let applied = apply(state, open)
    let curvatures = Self.columnProducts(state.direction, applied)
    // Columns that are solved have no direction left.
    let steps = zip(state.errors, curvatures).map { $0 > 0 ? $0 / $1 : 0 }
    guard steps.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      state.hasFailed = true
      return state
    }
    state.solution = state.solution + state.direction.scalingColumns(by: steps)
    state.residual = state.residual - applied.scalingColumns(by: steps)
    let next = precondition(state.residual)
    let errors = Self.columnProducts(state.residual, next)
    let shares = zip(errors, state.errors).map { $1 > 0 ? max($0, 0) / $1 : 0 }
    state.errors = errors.map { max($0, 0) }
    state.direction = next + state.direction.scalingColumns(by: shares)
    return state
  }

  /// R times the direction.
  private func apply(_ state: State, _ open: Matrix) -> Matrix {
    let limit = OpenRows.limit(classes: openRows.classes)
    let within = limit * limit * scatter.times(state.direction) - open
    let total = within + state.mixing.lowRankProduct(state.direction)
    return (1 - shrinkage) / rows * total + state.ridge * state.direction
  }

  /// [C], the inner products of the columns of two D x C matrices.
  private static func columnProducts(_ left: Matrix, _ right: Matrix) -> [Double] {
    var sums = [Double](repeating: 0, count: left.columns)
    for i in 0..<left.rows {
      for c in sums.indices { sums[c] += left[i, c] * right[i, c] }
    }
    return sums
  }
}
