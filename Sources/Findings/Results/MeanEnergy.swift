import Ledger

/// The mean over models of the potential energy relative to step 0; a model that has stopped keeps
/// the energy that it stopped with, one without energy at step 0 does not count.
package enum MeanEnergy {
  /// The potential energy by step relative to step 0, the mean over the models that have one.
  package static func relative(_ evaluations: [Evaluation]) -> [Double] {
    let traces = evaluations.compactMap { evaluation -> [Double]? in
      guard let first = evaluation.trace.first?.potentialEnergy, first > 0 else { return nil }
      return evaluation.trace.map { $0.potentialEnergy / first }
    }
    let longest = traces.map(\.count).max() ?? 0
    return (0..<longest).map { step in
      traces.reduce(0) { $0 + $1[min(step, $1.count - 1)] } / Double(traces.count)
    }
  }
}
