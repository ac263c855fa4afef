import LinearAlgebra
import Parallel

/// Solves R X = M for many settings at once, R the shrunk scatter of each setting's mixed rows and M
/// their class means, by block conjugate gradients (O'Leary, Linear Algebra Appl. 1980, in the form of
/// Dubrulle, ETNA 2001) in which all settings share the reads of the rows.
///
/// With F F' the factor of the first pass, of the shrunk scatter of the rows as they are, the
/// iteration is for A = F^-1 R F'^-1 / limit^2, which differs from 1 by the rows whose confidence has
/// not reached its limit, and most along the differences of the class means. All classes share one
/// space of directions, so that these are found in the first iterations, whichever class they matter
/// to. An iteration costs a read, 4 N D C for the open rows and 4 D^2 C. What is computed for a
/// setting does not depend on the others.
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

  /// What is left of the residual where no row is sure of its class.
  private static let least = 3e-11
  /// And at most, however sure rows are.
  private static let most = 1e-9
  /// What rows left out may change in the residual, as a share of what is to be left of it.
  private static let leftOut = 0.25
  /// However much of the residual is gone: a system that differs more would not be this one.
  private static let mostLeftOut = 1e-3
  /// More than are needed where this way is taken; the direct way costs less than twice as many.
  private static let iterations = 30

  /// One setting on its way. Vectors are rows, in the coordinates in which R is nearly limit^2.
  private struct State: Sendable {
    let mixing: ConfidenceMixing
    /// s tr(R) / D
    let ridge: Double
    /// C x D
    var solution: Matrix
    /// r x D, r = min(C, D): orthonormal rows that span the residuals
    var basis: Matrix
    /// C x r, the residuals in the basis
    var residuals: Matrix
    /// r x D, the directions
    var directions: Matrix
    /// [C], squared residuals at first
    let first: [Double]
    let tolerance: Double
    var hasFailed = false

    /// What is left of the class's residual that has most of it left, as a share of what it was.
    var left: Double {
      zip(residuals.rowSquares(), first).map { $1 > 0 ? ($0 / $1).squareRoot() : 0 }.max() ?? 0
    }

    var isConverged: Bool { left <= tolerance }
  }

  /// For each setting R^-1 M' (D x C), or nil where the iteration does not end.
  ///
  /// - Throws: what reading throws.
  func solve(_ settings: [ConfidenceMixing]) throws -> [Matrix?] {
    var states = try CoreBudget.current.map(count: settings.count) { try start(settings[$0]) }
    for _ in 0..<Self.iterations {
      let open = states.indices.filter { !states[$0].isConverged && !states[$0].hasFailed }
      if open.isEmpty { break }
      let current = open.map { states[$0] }
      let vectors = try CoreBudget.current.map(count: open.count) { k in
        factor.solveUpper(current[k].directions.transposed)
      }
      let products = try openRows.products(
        zip(current, vectors).map { state, vectors in
          OpenRows.Factors(
            confidences: state.mixing.confidences, saturation: saturation(state), vectors: vectors)
        })
      let next = try CoreBudget.current.map(count: open.count) { k in
        try advanced(current[k], image(vectors[k], products[k], of: current[k]))
      }
      for (place, state) in zip(open, next) { states[place] = state }
    }
    let last = states
    return try CoreBudget.current.map(count: last.count) { k in
      last[k].isConverged && !last[k].hasFailed
        ? factor.solveUpper(last[k].solution.transposed) : nil
    }
  }

  private var limit: Double { OpenRows.limit(classes: openRows.classes) }

  private func start(_ mixing: ConfidenceMixing) throws -> State {
    let right = 1 / (limit * limit) * factor.solveLower(mixing.means.transposed).transposed
    let span = try OrthogonalRows(right)
    return State(
      mixing: mixing,
      ridge: shrinkage * mixing.trace(scatter.trace, limit: limit) / rows / dimension,
      solution: Matrix(rows: right.rows, columns: right.columns), basis: span.basis,
      residuals: span.coordinates, directions: span.basis, first: right.rowSquares(),
      tolerance: tolerance(mixing.confidences))
  }

  /// Such that the error of the score is about the same for all settings, some 1e-10 at most. A score feels
  /// the error E of R^-1 M' by the mean over the rows of g z'E, g <= p (1 - p) for a probability p: by
  /// no more than the root of the mean of g^2 times the norm of E in the scatter, which is what the
  /// residual bounds. Rows that are sure of their class have no g.
  private func tolerance(_ confidences: [Double]) -> Double {
    let doubt = confidences.reduce(0) { $0 + (1 - $1 / limit) } / rows
    return min(max(Self.least / doubt.squareRoot(), Self.least), Self.most)
  }

  /// How near its limit a confidence counts as reached in a step from here: a step is as long as the
  /// residual that it takes away, so that the later ones need fewer rows for the same error (van den
  /// Eshof and Sleijpen, SIAM J. Matrix Anal. Appl. 2004).
  private func saturation(_ state: State) -> Double {
    let allowed = Self.leftOut * state.tolerance / max(state.left, state.tolerance)
    return min(max(allowed, OpenRows.saturation), Self.mostLeftOut)
  }

  /// r x D: A times the directions.
  ///
  /// - Parameters:
  ///   - vectors: D x r, F'^-1 times the directions.
  ///   - open: D x r, sum (limit^2 - p^2) z (z'q) of these.
  private func image(_ vectors: Matrix, _ open: Matrix, of state: State) -> Matrix {
    let within = limit * limit * scatter.times(vectors) - open
    let total = within + state.mixing.lowRankProduct(vectors)
    let applied = (1 - shrinkage) / rows * total + state.ridge * vectors
    return 1 / (limit * limit) * factor.solveLower(applied).transposed
  }

  /// A step along the directions, and the next ones.
  private func advanced(_ state: State, _ image: Matrix) throws -> State {
    var state = state
    let curvature = state.directions.timesTransposed(image)
    guard let steps = try? Cholesky(curvature) else {
      state.hasFailed = true
      return state
    }
    state.solution = state.solution + state.residuals.times(steps.solve(state.directions))
    let next = try OrthogonalRows(state.basis - steps.solve(image))
    state.basis = next.basis
    state.directions = next.basis + next.coordinates.transposedTimes(state.directions)
    state.residuals = state.residuals.times(next.coordinates)
    return state
  }
}
