import Ledger
import Synchronization
import Tabular
import Transferability

/// Collects what becomes of the models of one run, one at a time, in any order.
final class RunAssembly: Sendable {
  let claimed: ClaimedRun
  let setting: SweepSetting
  let variant: MetricVariant
  private let models: [String]
  private let accuracies: [String: Double]
  private let better: GroundTruth.Better
  private let onFailure: OnFailure
  private let outcomes: Mutex<Outcomes>
  /// Models that other processes score.
  private let elsewhere = Mutex<Set<String>>([])
  /// Set when the run has its result.
  private let done = Atomic(false)

  /// By the position of the model, and how many there are not yet.
  private struct Outcomes {
    var all: [ModelOutcome?]
    var missing: Int

    init(_ all: [ModelOutcome?]) {
      self.all = all
      missing = all.count { $0 == nil }
    }

    mutating func set(_ outcome: ModelOutcome, at position: Int) {
      if all[position] == nil { missing -= 1 }
      all[position] = outcome
    }
  }

  /// With what is known of the run already.
  init(
    _ claimed: ClaimedRun, accuracies: [String: Double], better: GroundTruth.Better,
    onFailure: OnFailure
  ) throws {
    self.claimed = claimed
    self.better = better
    self.accuracies = accuracies
    self.onFailure = onFailure
    setting = try SweepSetting(claimed.specification)
    variant = try MetricVariant(setting)
    models = claimed.specification.models
    let usable = claimed.known.filter {
      [variant] in $0.allComponents.count == type(of: variant.metric).componentCount
    }
    let known = Dictionary(usable.map { ($0.model, $0) }) { first, _ in first }
    outcomes = Mutex(
      Outcomes(
        models.map { model in
          known[model].map { evaluation in
            var evaluation = evaluation
            evaluation.accuracy = accuracies[model]
            return .scored(evaluation)
          }
        }))
  }

  /// The models that are still to be scored.
  var missing: [String] {
    outcomes.withLock { outcomes in zip(models, outcomes.all).filter { $1 == nil }.map(\.0) }
  }

  /// Leaves a model to another process, which has taken it.
  func leave(_ model: String) { elsewhere.withLock { _ = $0.insert(model) } }

  func isElsewhere(_ model: String) -> Bool { elsewhere.withLock { $0.contains(model) } }

  /// Whether nothing is missing but what other processes score.
  var waitsForOthers: Bool { !isDone && missing.allSatisfy(isElsewhere) }

  /// How many models were known from the start.
  var knownCount: Int { models.count - outcomes.withLock { $0.missing } }

  /// Whether the run has its result.
  var isDone: Bool { done.load(ordering: .acquiring) }

  /// The evaluation of a model as the run has it.
  func evaluation(_ computed: PairEvaluation, of model: String) -> Evaluation {
    Evaluation(computed, model: model, accuracy: accuracies[model])
  }

  /// Adds how a model came out.
  ///
  /// - Returns: the run's result if this was the last model, otherwise nil.
  func add(_ outcome: ModelOutcome, of model: String) -> RunResult? {
    if let position = claimed.position(of: model) {
      outcomes.withLock { $0.set(outcome, at: position) }
    }
    return finishIfComplete()
  }

  /// - Returns: the run's result if no model is missing and it has not been given out before.
  func finishIfComplete() -> RunResult? {
    let present = outcomes.withLock { outcomes in
      outcomes.missing == 0 ? outcomes.all.compactMap { $0 } : nil
    }
    return present.flatMap { finish(zip(models, $0).map { ($0, $1) }) }
  }

  /// Ends the run before all its models have come out.
  ///
  /// - Returns: its result over those that have; nil if it had ended before.
  func abandon() -> RunResult? {
    let known = outcomes.withLock { outcomes in
      zip(models, outcomes.all).compactMap { model, outcome in outcome.map { (model, $0) } }
    }
    return finish(known)
  }

  private func finish(_ outcomes: [(model: String, outcome: ModelOutcome)]) -> RunResult? {
    guard !done.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
    var failures = outcomes.compactMap(\.outcome.failure)
    var scored = combined(outcomes.compactMap(\.outcome.evaluation))
    // What is no number would spoil the scores that are mixed with it.
    while scored.contains(where: { !$0.score.isFinite }) {
      failures += scored.filter { !$0.score.isFinite }.map { one in
        EvaluationFailure(
          model: one.model,
          error: MetricError("\(setting.metric) gave \(one.score) for model \"\(one.model)\""))
      }
      scored = combined(scored.filter(\.score.isFinite))
    }
    return RunResult(
      evaluations: scored, failures: failures.sorted { $0.model < $1.model },
      correlations: correlations(scored, failures),
      seconds: scored.reduce(0) { $0 + $1.seconds }, error: error(failures, scored.count))
  }

  /// The evaluations with the scores that they have among each other.
  private func combined(_ evaluations: [Evaluation]) -> [Evaluation] {
    guard !evaluations.isEmpty else { return [] }
    let scores = variant.metric.combine(evaluations.map(\.allComponents))
    return zip(evaluations, scores).map { evaluation, score in
      var evaluation = evaluation
      evaluation.score = score
      return evaluation
    }
  }

  /// Over the models that were scored; without values where models failed that count.
  private func correlations(
    _ scored: [Evaluation], _ failures: [EvaluationFailure]
  ) -> Correlations {
    let accuracies = scored.map { $0.accuracy ?? .nan }
    guard failures.isEmpty || onFailure == .leaveOut else {
      return Correlations(models: scored.count, accuracies: accuracies.count { !$0.isNaN })
    }
    return Correlations(
      scores: scored.map(\.score), accuracies: accuracies, better: better)
  }

  /// Why the run counts as failed, if it does.
  private func error(_ failures: [EvaluationFailure], _ scored: Int) -> String? {
    guard let first = failures.first, onFailure == .fail || scored == 0 else { return nil }
    let sentence = "\(claimed.specification.dataset), model \"\(first.model)\": \(first.error)"
    return failures.count == 1
      ? sentence : "\(failures.count) of \(models.count) models failed; the first: \(sentence)"
  }
}
