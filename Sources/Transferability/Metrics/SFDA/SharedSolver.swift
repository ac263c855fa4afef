import LinearAlgebra
import Parallel

/// Solves R X = M for many settings at once, R the shrunk scatter of each setting's mixed rows and M
/// their class means, by block conjugate gradients (O'Leary, Linear Algebra Appl. 1980, in the form of
/// Dubrulle, ETNA 2001) in which all settings share the reads of the rows.
///
/// With F F' the factor of the first pass, of the shrunk scatter of the rows as they are, the
/// iteration is for A = F^-1 R F'^-1 / limit^2, which differs from 1 by the rows whose confidence has
/// not reached its limit, and most along the differences of the class means. All classes share one
/// space of directions. The first step is along the span of the unmoved class means, whose products
/// with the rows are known (``MeanSpan``). The others cost a read, 4 N D C for the open rows and
/// 4 D^2 C. The last costs nothing: apart from the directions already taken, A is nearly a multiple of
/// 1. What is computed for a setting does not depend on the others.
struct SharedSolver: Sendable {
  /// Of the rows as they are
  let firstPass: ShrunkScatter
  let openRows: OpenRows
  let span: MeanSpan

  /// What is left of the residual where no row is sure of its class.
  private static let least = 1e-10
  /// And at most, however sure rows are.
  private static let most = 1e-8
  /// What rows left out may change in the residual, as a share of what is to be left of it.
  private static let leftOut = 0.25
  /// However much of the residual is gone: a system that differs more would not be this one.
  private static let mostLeftOut = 1e-3
  /// More than are needed where this way is taken; the direct way costs less than twice as many.
  private static let iterations = 30

  /// What ``solve(_:_:)`` needs the products of, for a setting ([N] confidences).
  func beginning(_ confidences: [Double]) -> OpenRows.Factors {
    OpenRows.Factors(
      confidences: confidences,
      saturation: max(Self.leftOut * tolerance(confidences), OpenRows.saturation),
      vectors: span.solved)
  }

  /// For each setting R^-1 M' (D x C), or nil where the iteration does not end.
  ///
  /// - Parameter products: D x C, of ``beginning(_:)``.
  /// - Throws: what reading throws.
  func solve(_ settings: [ConfidenceMixing], _ products: [Matrix]) throws -> [Matrix?] {
    var states = try begin(settings, products)
    for _ in 0..<Self.iterations {
      let open = states.indices.filter { !states[$0].isConverged && !states[$0].hasFailed }
      if open.isEmpty { break }
      let current = open.map { states[$0] }
      let vectors = try CoreBudget.current.map(count: open.count) { k in
        firstPass.factor.solveUpper(current[k].directions.transposed)
      }
      let products = try openRows.products(
        zip(current, vectors).map { state, vectors in
          OpenRows.Factors(
            confidences: state.mixing.confidences, saturation: saturation(state), vectors: vectors)
        })
      let next = try CoreBudget.current.map(count: open.count) { k in
        try current[k].advanced(image(vectors[k], products[k], of: current[k].mixing))
      }
      for (place, state) in zip(open, next) { states[place] = state }
    }
    let last = states
    return try CoreBudget.current.map(count: last.count) { k in
      last[k].isConverged && !last[k].hasFailed
        ? firstPass.factor.solveUpper(last[k].end(bulk: bulk(last[k].mixing)).transposed) : nil
    }
  }

  private var limit: Double { OpenRows.limit(classes: openRows.classes) }

  /// Each setting after its step along the span of the class means.
  private func begin(
    _ settings: [ConfidenceMixing], _ products: [Matrix]
  ) throws -> [SolverState] {
    let vectors = span.solved.timesTransposed(span.directions)
    return try CoreBudget.current.map(count: settings.count) { k in
      let mixing = settings[k]
      let right = firstPass.factor.solveLower(mixing.means.transposed).transposed
      return try SolverState(
        mixing, right: 1 / (limit * limit) * right, tolerance: tolerance(mixing.confidences),
        directions: span.basis,
        image: image(vectors, products[k].timesTransposed(span.directions), of: mixing))
    }
  }

  /// Such that the error of the score is about the same for all settings, some 1e-10. A score feels
  /// the error E of R^-1 M' by the mean over the rows of g z'E, g <= p (1 - p) for a probability p: by
  /// no more than the root of the mean of g^2 times the norm of E in the scatter, which is what the
  /// residual bounds. Rows that are sure of their class have no g.
  private func tolerance(_ confidences: [Double]) -> Double {
    let doubt = confidences.reduce(0) { $0 + (1 - $1 / limit) } / firstPass.rows
    return min(max(Self.least / doubt.squareRoot(), Self.least), Self.most)
  }

  /// How near its limit a confidence counts as reached in a step from here: a step is as long as the
  /// residual that it takes away, so that the later ones need fewer rows for the same error (van den
  /// Eshof and Sleijpen, SIAM J. Matrix Anal. Appl. 2004).
  private func saturation(_ state: SolverState) -> Double {
    let allowed = Self.leftOut * state.tolerance / max(state.left, state.tolerance)
    return min(max(allowed, OpenRows.saturation), Self.mostLeftOut)
  }

  /// What A has of 1 apart from the directions of the class means.
  private func bulk(_ mixing: ConfidenceMixing) -> Double {
    mixing.bulk(firstPass.scatter.trace, limit: limit)
  }

  /// r x D: A times the directions.
  ///
  /// - Parameters:
  ///   - vectors: D x r, F'^-1 times the directions.
  ///   - open: D x r, sum (limit^2 - p^2) z (z'q) of these.
  private func image(_ vectors: Matrix, _ open: Matrix, of mixing: ConfidenceMixing) -> Matrix {
    let scatter = firstPass.scatter
    let within = limit * limit * scatter.times(vectors) - open
    let total = within + mixing.lowRankProduct(vectors)
    let trace = mixing.trace(scatter.trace, limit: limit)
    let ridge = firstPass.shrinkage * trace / firstPass.rows / firstPass.dimension
    let applied = (1 - firstPass.shrinkage) / firstPass.rows * total + ridge * vectors
    return 1 / (limit * limit) * firstPass.factor.solveLower(applied).transposed
  }
}
