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
  private let notes: @Sendable (MetricDescription, PEDSettings?) -> [String]
  /// Held while something is prepared from it, then let go of: it has D x D numbers.
  private let input = Mutex<ScoringInput?>(nil)
  private let preparations = OnceCache<PEDSettings.Preparation, PEDPreparation>()
  private let metrics = OnceCache<MetricVariant, any PreparedMetric>()
  private let scores = OnceCache<ScoreKey, MetricScore>()

  private struct ScoreKey: Hashable {
    let variant: MetricVariant
    /// nil: not moved.
    let motion: MotionKey?
  }

  /// Settings that were announced together.
  private struct Announcement {
    var number = 0
    var settings: [(ped: PEDSettings?, variant: MetricVariant)] = []
  }

  private struct SharingKey: Hashable {
    let variant: MetricVariant
    let announcement: Int
  }

  private let announced = Mutex(Announcement())
  private let shared = OnceCache<SharingKey, SharedScores>()

  /// - Parameters:
  ///   - checkLogits: throws why source-head outputs cannot be read; for metrics that read them.
  ///   - notes: what evaluations are to say of what was read.
  ///   - load: reads the statistics; called again if something is asked for later.
  init(
    classes: Int, checkLogits: @escaping @Sendable () throws -> Void,
    notes: @escaping @Sendable (MetricDescription, PEDSettings?) -> [String] = { _, _ in [] },
    load: @escaping @Sendable () throws -> ScoringInput
  ) {
    self.classes = classes
    self.checkLogits = checkLogits
    self.notes = notes
    self.load = load
  }

  /// Does ahead of time what settings need. A failure is met again by ``evaluate(_:_:)``.
  ///
  /// - Parameter keepsInput: keep what only this needs, for settings that come later.
  func prepare(
    _ settings: [(ped: PEDSettings?, variant: MetricVariant)], keepsInput: Bool = false
  ) {
    let settings = settings.map { (ped: $0.ped, variant: $0.variant.ofOneModel) }
    announced.withLock { $0 = Announcement(number: $0.number + 1, settings: settings) }
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
    let score = try score(ped, outcome, variant.ofOneModel)
    return PairEvaluation(
      components: score.components, notes: score.notes + notes(variant.metric.description, ped),
      outcome: outcome,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  private func score(
    _ ped: PEDSettings?, _ outcome: PEDOutcome?, _ variant: MetricVariant
  ) throws -> MetricScore {
    let (key, motion) = place(ped, outcome)
    return try scores.value(for: ScoreKey(variant: variant, motion: key)) {
      let metric = try prepared(variant)
      guard metric.sharedMotions > 1 else { return try metric.score(motion) }
      return try sharedScores(variant, metric).score(key) ?? metric.score(motion)
    }
  }

  private func place(_ ped: PEDSettings?, _ outcome: PEDOutcome?) -> SharedScores.Motion {
    guard let ped, let outcome else { return (nil, .none(classes: classes)) }
    guard !outcome.motion.isIdentity else { return (nil, outcome.motion) }
    return (MotionKey(preparation: ped.preparation, place: outcome.place), outcome.motion)
  }

  /// The scores of the settings that were announced for a variant.
  private func sharedScores(
    _ variant: MetricVariant, _ metric: any PreparedMetric
  ) throws -> SharedScores {
    let (number, settings) = announced.withLock { announced in
      (announced.number, announced.settings.filter { $0.variant == variant }.map(\.ped))
    }
    return try shared.value(for: SharingKey(variant: variant, announcement: number)) {
      // A setting whose motion fails meets its error when it is scored.
      let found = try CoreBudget.current.map(count: settings.count) { index in
        try? place(settings[index], settings[index].map(outcome))
      }
      var known: Set<MotionKey?> = []
      return SharedScores(
        metric, found.compactMap { $0 }.filter { known.insert($0.key).inserted })
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

  /// Without the options that only combining models reads; nil where there are none.
  private let reduced: (options: [String: MetricOption], metric: any Metric)?

  /// The variant whose numbers of one model are the same as this one's.
  var ofOneModel: MetricVariant {
    reduced.map { MetricVariant(name: name, options: $0.options, metric: $0.metric) } ?? self
  }

  private init(name: String, options: [String: MetricOption], metric: any Metric) {
    (self.name, self.options, self.metric, reduced) = (name, options, metric, nil)
  }

  init(_ setting: SweepSetting) throws {
    name = setting.metric
    options = setting.allOptions
    guard let entry = MetricCatalog.entry(named: setting.metric) else {
      throw PlanError("there is no metric \"\(setting.metric)\"")
    }
    metric = try entry.make(options)
    let own = entry.ofOneModel(options)
    reduced = own.count == options.count ? nil : (own, try entry.make(own))
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
