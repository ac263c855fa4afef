import FeatureStatistics
import LinearAlgebra
import Parallel
import Synchronization
import Transferability

/// One model on one dataset, ready to score any setting: what settings share is computed once,
/// and settings that move the classes to the same places share their score.
final class PreparedPair: Sendable {
  private let classes: Int
  private let load: @Sendable () throws -> ScoringInput
  private let checkLogits: @Sendable () throws -> Void
  /// Held while something is prepared from it, then let go of: it has D x D numbers.
  private let input = Mutex<ScoringInput?>(nil)
  private let preparations = OnceCache<PEDSettings.Preparation, PEDPreparation>()
  private let metrics = OnceCache<MetricVariant, any PreparedMetric>()
  private let scores = OnceCache<ScoreKey, MetricScore>()

  private struct ScoreKey: Hashable {
    let variant: MetricVariant
    /// nil: not moved.
    let motion: Motion?

    struct Motion: Hashable {
      let preparation: PEDSettings.Preparation
      let place: MotionPlace
    }
  }

  /// - Parameters:
  ///   - checkLogits: throws why source-head outputs cannot be read; for metrics that read them.
  ///   - load: reads the statistics; called again if something is asked for later.
  init(
    classes: Int, checkLogits: @escaping @Sendable () throws -> Void,
    load: @escaping @Sendable () throws -> ScoringInput
  ) {
    self.classes = classes
    self.checkLogits = checkLogits
    self.load = load
  }

  /// Does ahead of time what settings need. A failure is met again by ``evaluate(_:_:)``.
  ///
  /// - Parameter keepsInput: keep what only this needs, for settings that come later.
  func prepare(
    _ settings: [(ped: PEDSettings?, variant: MetricVariant)], keepsInput: Bool = false
  ) {
    defer { if !keepsInput { input.withLock { $0 = nil } } }
    for variant in Set(settings.map(\.variant)) { _ = try? prepared(variant) }
    for key in Set(settings.compactMap { $0.ped?.preparation }) {
      _ = try? preparation(key)
    }
  }

  /// Scores one setting.
  ///
  /// - Throws: ``MetricError`` or ``PEDError``: a sentence why there is no number.
  func evaluate(_ ped: PEDSettings?, _ variant: MetricVariant) throws -> PairEvaluation {
    let start = ContinuousClock.now
    let outcome = try ped.map(outcome)
    let score = try score(ped, outcome, variant)
    return PairEvaluation(
      components: score.components, notes: score.notes, outcome: outcome,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  private func score(
    _ ped: PEDSettings?, _ outcome: PEDOutcome?, _ variant: MetricVariant
  ) throws -> MetricScore {
    var motion: ScoreKey.Motion?
    if let ped, let outcome, !outcome.motion.isIdentity {
      motion = ScoreKey.Motion(preparation: ped.preparation, place: outcome.place)
    }
    return try scores.value(for: ScoreKey(variant: variant, motion: motion)) {
      let metric = try prepared(variant)
      if let outcome { return try metric.score(outcome.motion) }
      return try metric.score(.none(classes: classes))
    }
  }

  private func loaded() throws -> ScoringInput {
    try input.withLock { input in
      let known = try input ?? load()
      input = known
      return known
    }
  }

  private func prepared(_ variant: MetricVariant) throws -> any PreparedMetric {
    try metrics.value(for: variant) {
      if variant.metric.description.inputs.contains(.logits) { try checkLogits() }
      let input = try loaded()
      let description = variant.metric.description
      guard input.targets == nil || description.inputs.contains(.targets) else {
        throw MetricError(
          "\(description.title) needs classes; the labels of this dataset are real-valued targets, "
            + "which logme scores.")
      }
      return try variant.metric.prepare(input)
    }
  }

  /// The motion that a setting makes, for a picture.
  func path(_ settings: PEDSettings) throws -> MotionPath {
    try preparation(settings.preparation).path(settings)
  }

  private func outcome(_ settings: PEDSettings) throws -> PEDOutcome {
    try preparation(settings.preparation).outcome(settings)
  }

  private func preparation(_ key: PEDSettings.Preparation) throws -> PEDPreparation {
    try preparations.value(for: key) {
      let input = try loaded()
      return try PEDPreparation(
        moments: input.moments, reference: input.reference,
        features: input.features, labels: input.labels, for: key)
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
