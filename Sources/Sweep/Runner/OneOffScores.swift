import LinearAlgebra
import Parallel
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
  /// Scores every model on every dataset of the plan, one (model, dataset) a task. Metrics that read
  /// logits leave out models that have none, as sweeps do.
  ///
  /// - Throws: ``MetricError``, ``PEDError`` or ``StoreError`` with the model and the dataset.
  package func scores(_ settings: [SweepSetting], workers: Int) async throws -> [OneOffScore] {
    try checkReferences(settings)
    let variants = try settings.map(MetricVariant.init)
    var scores: [OneOffScore] = []
    let cores = CoreBudget(cores: workers)
    for dataset in datasets {
      let pool = DatasetPool(dataset: dataset, inputs: self)
      let evaluations = OnceCache<String, [Int: PairEvaluation]>()
      let scored = try settings.map { try self.models(scoredBy: $0.metric, on: dataset) }
      let models = (models[dataset] ?? []).filter { model in scored.contains { $0.contains(model) }
      }
      let evaluate = { @Sendable (model: String) throws -> [Int: PairEvaluation] in
        try evaluations.value(for: model) {
          let pair = try pool.pair(model)
          defer { pool.release(model) }
          let indices = settings.indices.filter { scored[$0].contains(model) }
          pair.prepare(indices.map { (settings[$0].ped, variants[$0]) })
          return try Dictionary(
            uniqueKeysWithValues: indices.map {
              ($0, try pair.evaluate(settings[$0].ped, variants[$0]))
            })
        }
      }
      try await parallelFor(models.count, workers: workers, stop: StopFlag()) { index in
        _ = try cores.occupyingOne { try evaluate(models[index]) }
      }
      for (index, (setting, variant)) in zip(settings, variants).enumerated() {
        let found = try scored[index].compactMap { try evaluate($0)[index] }
        let values = variant.metric.combine(found.map(\.components))
        for ((model, evaluation), value) in zip(zip(scored[index], found), values) {
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
