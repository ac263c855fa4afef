import FeatureStatistics
import LinearAlgebra
import Platform

/// The rounds that PACTran-Dirichlet and -Gamma share: how the labels are spread over the source
/// classes, by the official ten rounds of variational inference.
///
/// With s_i the source probabilities of row i (K of them) and a0_c = alpha n_c / N + 1e-10, a round
/// sets a[c, z] = a0_c + sum over the rows of class c of q_i[z] and
/// q_i[z] proportional to (s_i[z] + 1e-10) exp(potential(a)[y_i, z]); q starts as s.
struct PACTranLabelModel {
  /// [C], of each source class
  let priors: [Double]
  /// C x K
  private(set) var counts: Matrix
  /// sum_i sum_z q_i[z] log(q_i[z] / (s_i[z] + 1e-10))
  private(set) var divergence = 0.0
  /// Of each row, what `observe` makes of its source probabilities.
  private(set) var observed = 0.0

  private static let rounds = 10
  private static let guardTerm = 1e-10

  /// Reads the outputs 11 times; nothing of them is held.
  ///
  /// - Parameters:
  ///   - potential: C x K from counts C x K.
  ///   - observe: summed over the rows at the end, from the last counts' sums over the classes.
  init(
    _ input: ScoringInput, alpha: Double, metric: String, potential: (Matrix) -> Matrix,
    observe: (_ probabilities: [Double], _ sums: [Double]) -> Double
  ) throws {
    let outputs = try input.requireOutputs(metric)
    let (classes, sources) = (input.moments.classCount, outputs.rows.columns)
    let total = Double(input.labels.count)
    priors = input.moments.counts.map { alpha * Double($0) / total + Self.guardTerm }
    counts = Matrix(rows: classes, columns: sources)
    var potentials: Matrix?
    for _ in 0..<Self.rounds {
      var next = Matrix(rows: classes, columns: sources)
      for c in 0..<classes { for z in 0..<sources { next[c, z] = priors[c] } }
      try input.forEachDistribution(metric) { i, row in
        let c = input.labels[i]
        let shares = potentials.map { Self.shares(row, $0.row(c)).values } ?? row
        for z in 0..<sources { next[c, z] += shares[z] }
      }
      counts = next
      potentials = potential(next)
    }
    let sums = counts.transposedTimes([Double](repeating: 1, count: classes))
    guard let last = potentials else { return }
    var (divergence, observed) = (0.0, 0.0)
    try input.forEachDistribution(metric) { i, row in
      divergence += Self.shares(row, last.row(input.labels[i])).divergence
      observed += observe(row, sums)
    }
    (self.divergence, self.observed) = (divergence, observed)
  }

  /// q_i, and sum_z q_i[z] log(q_i[z] / (s_i[z] + 1e-10)).
  private static func shares(
    _ probabilities: [Double], _ potential: ArraySlice<Double>
  ) -> (values: [Double], divergence: Double) {
    let exponents = zip(probabilities, potential).map { log($0 + guardTerm) + $1 }
    let total = logSumExp(exponents[...])
    let values = exponents.map { exp($0 - total) }
    let divergence = zip(values, potential).reduce(0) { $0 + $1.0 * ($1.1 - total) }
    return (values, divergence)
  }
}
