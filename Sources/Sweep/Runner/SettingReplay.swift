import Parallel
import Synchronization
import Transferability

/// Scores of any setting on one dataset, from statistics that are kept: nothing is read twice, and nothing
/// is recorded.
///
/// The first score of a model reads its features once; each further setting costs its motion
/// (2 C^2 D + 5 C^3 flops a step) and the metric's own cost on C x D numbers.
package final class SettingReplay: Sendable {
  /// One model under one setting.
  package struct Result: Sendable {
    /// The model.
    package let model: String
    /// Its score with the setting.
    package let score: Double
    /// What fine-tuning reached; nil where that is not known.
    package let accuracy: Double?
    /// nil without motion.
    package let outcome: PEDOutcome?
  }

  /// The dataset.
  package let dataset: String
  /// The models that are scored.
  package let models: [String]
  private let inputs: SweepInputs
  private let pool: DatasetPool
  private let deadUnits = OnceCache<String, Double?>()
  /// How many settings were tried with the accuracies in view.
  private let tried = Mutex<Set<PEDSettings>>([])
  private let reached = Mutex<[String: Double]>([:])

  /// - Throws: ``PlanError`` if the inputs have no such dataset.
  package init(_ inputs: SweepInputs, dataset: String) throws {
    guard let models = inputs.models[dataset] else {
      throw PlanError("the plan has no dataset \"\(dataset)\"")
    }
    self.inputs = inputs
    self.dataset = dataset
    self.models = models
    pool = DatasetPool(dataset: dataset, inputs: inputs)
  }

  /// How many settings were tried with the accuracies in view.
  package var settingsTried: Int { tried.withLock { $0.count } }

  /// Keeps what a setting reached with a metric, whose best is told beside the number of settings tried.
  package func keep(tau: Double, of metric: String) {
    guard !tau.isNaN else { return }
    reached.withLock { $0[metric] = max($0[metric] ?? tau, tau) }
  }

  /// The best that was kept of a metric; nil without any.
  package func bestTau(of metric: String) -> Double? { reached.withLock { $0[metric] } }

  /// The motion of one model under a setting.
  package func path(model: String, _ settings: PEDSettings) throws -> MotionPath {
    try pool.pair(model).path(settings)
  }

  /// The share of what PED sees of a model that is from units dead on its source data; nil for a model
  /// without a reference. Reads its statistics the first time.
  package func deadUnitShare(model: String) throws -> Double? {
    try deadUnits.value(for: model) { [inputs, dataset] in
      try inputs.deadUnitShare(model: model, dataset: dataset, workers: 2)
    }
  }

  /// Scores every model that can be scored, in the order of ``models``.
  ///
  /// - Returns: the results, and a sentence for each model that could not be scored.
  package func results(
    _ setting: SweepSetting
  ) throws -> (results: [Result], failures: [String]) {
    let variant = try MetricVariant(setting)
    if let ped = setting.ped { tried.withLock { _ = $0.insert(ped) } }
    let evaluated = try CoreBudget.current.map(count: models.count) { [models, pool] place in
      Swift.Result { try pool.pair(models[place], setting.sample).evaluate(setting.ped, variant) }
    }
    var found: [(model: String, evaluation: PairEvaluation)] = []
    var failures: [String] = []
    for (model, result) in zip(models, evaluated) {
      switch result {
      case .success(let evaluation): found.append((model, evaluation))
      case .failure(let error): failures.append("\(model): \(error)")
      }
    }
    let scores = variant.metric.combine(found.map(\.evaluation.components))
    let results = zip(found, scores).map { pair, score in
      Result(
        model: pair.model, score: score,
        accuracy: inputs.accuracy(model: pair.model, dataset: dataset),
        outcome: pair.evaluation.outcome)
    }
    return (results, failures)
  }
}
