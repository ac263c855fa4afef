import LinearAlgebra
import Parallel
import Transferability

/// The score of a plan's setting without a ledger.
package struct OneOffScore: Sendable {
  /// The dataset.
  package let dataset: String
  /// The model.
  package let model: String
  /// The metric with its options, and PED's parameters or none.
  package let setting: SweepSetting
  /// Finite; what is not is a failure.
  package let score: Double
  /// Steps of PED; nil without it.
  package let stepsTaken: Int?
  /// Why PED stopped; nil without it.
  package let stop: StopReason?
  /// What the metric has to say of this score.
  package let notes: [String]

  package init(
    dataset: String, model: String, setting: SweepSetting, score: Double, stepsTaken: Int? = nil,
    stop: StopReason? = nil, notes: [String] = []
  ) {
    self.dataset = dataset
    self.model = model
    self.setting = setting
    self.score = score
    self.stepsTaken = stepsTaken
    self.stop = stop
    self.notes = notes
  }
}

/// Scores without a ledger, and what could not be scored.
package struct OneOffScores: Sendable {
  package fileprivate(set) var scores: [OneOffScore] = []
  package fileprivate(set) var failures: [ScoringFailure] = []
}

extension SweepInputs {
  /// Scores every model on every dataset of the plan, one (model, dataset) a task. Metrics that read
  /// logits leave out models that have none, as sweeps do.
  ///
  /// - Throws: ``PlanError`` or ``StoreError`` for what no model can be scored without.
  package func scores(_ settings: [SweepSetting], workers: Int) async throws -> OneOffScores {
    try checkReferences(settings)
    let variants = try settings.map(MetricVariant.init)
    var all = OneOffScores()
    for dataset in datasets {
      let task = try OneOffTask(self, dataset, settings, variants)
      try await task.run(workers: workers)
      try task.collect(into: &all)
    }
    return all
  }
}

/// The settings of one dataset.
private struct OneOffTask: Sendable {
  private let dataset: String
  private let settings: [SweepSetting]
  private let variants: [MetricVariant]
  private let pool: DatasetPool
  /// By setting, the models that it scores.
  private let scored: [[String]]
  private let models: [String]
  private let evaluations = OnceCache<String, [Int: Result<PairEvaluation, any Error>]>()
  private let inputs: SweepInputs

  init(
    _ inputs: SweepInputs, _ dataset: String, _ settings: [SweepSetting],
    _ variants: [MetricVariant]
  ) throws {
    (self.inputs, self.dataset, self.settings, self.variants) = (
      inputs, dataset, settings, variants
    )
    pool = DatasetPool(dataset: dataset, inputs: inputs)
    let scored = try settings.map { try inputs.models(scoredBy: $0.metric, on: dataset) }
    self.scored = scored
    models = (inputs.models[dataset] ?? []).filter { model in
      scored.contains { $0.contains(model) }
    }
  }

  func run(workers: Int) async throws {
    let cores = CoreBudget(cores: workers)
    try await parallelFor(models.count, workers: workers, stop: StopFlag()) { index in
      _ = try cores.occupyingOne { try evaluate(models[index]) }
    }
  }

  private func evaluate(_ model: String) throws -> [Int: Result<PairEvaluation, any Error>] {
    try evaluations.value(for: model) {
      let pair = try pool.pair(model)
      defer { pool.release(model) }
      let indices = settings.indices.filter { scored[$0].contains(model) }
      pair.prepare(indices.map { (settings[$0].ped, variants[$0]) })
      return Dictionary(
        uniqueKeysWithValues: indices.map { index in
          (
            index,
            Result {
              let evaluation = try pair.evaluate(settings[index].ped, variants[index])
              try inputs.checkUnchanged(model: model, dataset: dataset)
              return evaluation
            }
          )
        })
    }
  }

  private func failure(_ model: String, _ setting: SweepSetting, _ message: String)
    -> ScoringFailure
  {
    ScoringFailure(dataset: dataset, model: model, metric: setting.metric, message: message)
  }

  func collect(into all: inout OneOffScores) throws {
    for (index, (setting, variant)) in zip(settings, variants).enumerated() {
      var found: [(model: String, evaluation: PairEvaluation)] = []
      for model in scored[index] {
        switch try evaluate(model)[index] {
        case .success(let evaluation): found.append((model, evaluation))
        case .failure(let error):
          all.failures.append(failure(model, setting, "\(error)"))
        case nil: break
        }
      }
      guard !found.isEmpty else { continue }
      let values = variant.metric.combine(found.map(\.evaluation.components))
      for ((model, evaluation), value) in zip(found, values) {
        guard value.isFinite else {
          all.failures.append(failure(model, setting, "the score is \(value)."))
          continue
        }
        all.scores.append(
          OneOffScore(
            dataset: dataset, model: model, setting: setting, score: value,
            stepsTaken: evaluation.outcome?.stepsTaken, stop: evaluation.outcome?.stop,
            notes: evaluation.notes))
      }
    }
  }
}
