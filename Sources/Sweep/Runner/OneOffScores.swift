import LinearAlgebra
import Transferability

/// The scores of a plan's settings without a ledger.
package struct OneOffScore: Sendable {
  package let dataset: String
  package let model: String
  package let setting: SweepSetting
  package let score: Double
  package let stepsTaken: Int?
  package let stop: StopReason?
  package let notes: [String]
}

extension SweepInputs {
  /// Scores every model on every dataset of the plan, one (model, dataset) a task.
  ///
  /// - Throws: ``MetricError``, ``PEDError`` or ``StoreError`` with the model and the dataset.
  package func scores(_ settings: [SweepSetting], workers: Int) async throws -> [OneOffScore] {
    try checkReferences(settings)
    let variants = try settings.map(MetricVariant.init)
    var scores: [OneOffScore] = []
    CoreBudget.shared.set(cores: workers)
    for dataset in datasets {
      let pool = DatasetPool(dataset: dataset, inputs: self)
      let evaluations = OnceCache<String, [PairEvaluation]>()
      let models = models[dataset] ?? []
      let evaluate = { @Sendable (model: String) throws -> [PairEvaluation] in
        try evaluations.value(for: model) {
          let pair = try pool.pair(model)
          defer { pool.release(model) }
          pair.prepare(zip(settings, variants).map { ($0.ped, $1) })
          return try zip(settings, variants).map { try pair.evaluate($0.ped, $1) }
        }
      }
      try await parallelFor(models.count, workers: workers, stop: StopFlag()) { index in
        _ = try CoreBudget.shared.occupyingOne { try evaluate(models[index]) }
      }
      for (index, (setting, variant)) in zip(settings, variants).enumerated() {
        let found = try models.map { try evaluate($0)[index] }
        let values = variant.metric.combine(found.map(\.components))
        for ((model, evaluation), value) in zip(zip(models, found), values) {
          scores.append(
            OneOffScore(
              dataset: dataset, model: model, setting: setting, score: value,
              stepsTaken: evaluation.outcome?.stepsTaken, stop: evaluation.outcome?.stop,
              notes: evaluation.notes))
        }
      }
    }
    return scores
  }
}
