import Ledger
import Transferability

/// How much of its potential energy each model loses, and whether that says anything of accuracy.
struct EnergyDecline {
  /// Models with energy at step 0 and an accuracy.
  let count: Int
  /// Weighted tau of 1 - (last energy / first energy) with the accuracies; nil where it is undefined.
  let tau: Double?

  /// - Parameter lowerIsBetter: of the accuracies: they are errors.
  init(_ evaluations: [Evaluation], lowerIsBetter: Bool) {
    let pairs = evaluations.compactMap { evaluation -> (Double, Double)? in
      guard let first = evaluation.trace.first?.potentialEnergy, first > 0,
        let last = evaluation.trace.last?.potentialEnergy, let accuracy = evaluation.accuracy
      else { return nil }
      return (1 - last / first, lowerIsBetter ? -accuracy : accuracy)
    }
    count = pairs.count
    let found = WeightedTau(
      scores: pairs.map(\.0), truth: pairs.map(\.1), convention: .symmetric)
    tau = found.value.isNaN ? nil : found.value
  }
}
