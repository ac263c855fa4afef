import LinearAlgebra
import Transferability

/// One model on one dataset, ready to score any setting: what settings share is computed once.
final class PreparedPair: Sendable {
  let model: String
  private let sample: Sample
  /// How many motions each metric variant will see.
  private let expectedEvaluations: Int
  private let trajectories = OnceCache<Rescaling, PEDPreparation>()
  private let outcomes = OnceCache<PEDSettings, PEDOutcome>()
  private let metrics = OnceCache<MetricVariant, any PreparedMetric>()

  /// What of the settings decides how features are rescaled.
  private struct Rescaling: Hashable {
    let rescale: PEDSettings.Rescale
    let floor: Double
  }

  init(model: String, sample: Sample, expectedEvaluations: Int) {
    self.model = model
    self.sample = sample
    self.expectedEvaluations = expectedEvaluations
  }

  /// Does ahead of time what the given variants need.
  func prepare(_ variants: [MetricVariant]) throws {
    for variant in variants { _ = try prepared(variant) }
  }

  /// Scores one setting.
  ///
  /// - Throws: ``MetricError`` or ``PEDError``: a sentence why there is no number.
  func evaluate(_ ped: PEDSettings?, _ variant: MetricVariant) throws -> PairEvaluation {
    let start = ContinuousClock.now
    let outcome = try ped.map(outcome)
    let motion = outcome?.motion ?? .none(classes: sample.statistics.classCount)
    let score = try prepared(variant).score(motion)
    return PairEvaluation(
      components: score.components, notes: score.notes, outcome: outcome,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  private func prepared(_ variant: MetricVariant) throws -> any PreparedMetric {
    try metrics.value(for: variant) {
      try variant.metric.prepare(sample, expectedEvaluations: expectedEvaluations)
    }
  }

  private func outcome(_ settings: PEDSettings) throws -> PEDOutcome {
    try outcomes.value(for: settings) {
      let key = Rescaling(rescale: settings.rescale, floor: settings.rescaleFloor)
      return try trajectories.value(for: key) {
        try PEDPreparation(
          statistics: sample.statistics, reference: sample.reference, features: sample.features,
          labels: sample.labels, rescale: settings.rescale, floor: settings.rescaleFloor)
      }.outcome(settings)
    }
  }
}

/// A metric with its options: what the settings of one metric share.
struct MetricVariant: Hashable, Sendable {
  let name: String
  let options: [String: MetricOption]
  let metric: any Metric

  init(_ setting: SweepSetting) throws {
    name = setting.metric
    options = setting.allOptions
    guard let entry = MetricCatalog.entry(named: setting.metric) else {
      throw PlanError("there is no metric \"\(setting.metric)\"")
    }
    metric = try entry.make(options)
  }

  static func == (left: MetricVariant, right: MetricVariant) -> Bool {
    left.name == right.name && left.options == right.options
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(options)
  }
}

/// The outcome of one setting for one model.
struct PairEvaluation: Sendable {
  let components: [Double]
  let notes: [String]
  /// nil with motion `none`.
  let outcome: PEDOutcome?
  let seconds: Double
}
