import Ledger
import Transferability

extension Evaluation {
  /// An evaluation as it is recorded, with the first component as its score until all are mixed.
  init(_ computed: PairEvaluation, model: String, accuracy: Double?) {
    self.init(
      model: model, score: computed.components[0], stepsTaken: computed.outcome?.stepsTaken,
      stop: computed.outcome?.stop.rawValue, accuracy: accuracy, seconds: computed.seconds,
      notes: computed.notes,
      trace: computed.outcome?.trace.map { row in
        TraceRow(
          step: row.step, potentialEnergy: row.potentialEnergy, displacement: row.displacement,
          changeRatio: row.changeRatio, overlappingPairs: row.overlappingPairs)
      } ?? [],
      components: computed.components.count > 1 ? computed.components : [])
  }

  /// What ``Metric/combine(_:)`` takes.
  var allComponents: [Double] { components.isEmpty ? [score] : components }
}
