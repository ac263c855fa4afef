import Ledger
import Synchronization
import Transferability

/// Collects what becomes of the models of one run, one at a time, in any order.
final class RunAssembly: Sendable {
  let claimed: ClaimedRun
  let setting: SweepSetting
  let variant: MetricVariant
  private let models: [String]
  private let accuracies: [String: Double]
  private let onFailure: OnFailure
  private let outcomes: Mutex<[ModelOutcome?]>
  /// Set when the run has its result.
  private let done = Atomic(false)

  init(_ claimed: ClaimedRun, accuracies: [String: Double], onFailure: OnFailure) throws {
    self.claimed = claimed
    self.accuracies = accuracies
    self.onFailure = onFailure
    setting = try SweepSetting(claimed.specification)
    variant = try MetricVariant(setting)
    models = claimed.specification.models
    outcomes = Mutex(Array(repeating: nil, count: models.count))
  }

  func contains(_ model: String) -> Bool { models.contains(model) }

  /// Whether the run has its result.
  var isDone: Bool { done.load(ordering: .acquiring) }

  /// Adds how a model came out.
  ///
  /// - Returns: the run's result if this was the last model, otherwise nil.
  func add(_ outcome: ModelOutcome, of model: String) -> RunResult? {
    let complete = outcomes.withLock { outcomes -> [ModelOutcome]? in
      guard let index = models.firstIndex(of: model) else { return nil }
      outcomes[index] = outcome
      let present = outcomes.compactMap { $0 }
      return present.count == models.count ? present : nil
    }
    return complete.flatMap { finish(zip(models, $0).map { ($0, $1) }) }
  }

  /// Ends the run before all its models have come out.
  ///
  /// - Returns: its result over those that have; nil if it had ended before.
  func abandon() -> RunResult? {
    let known = outcomes.withLock { outcomes in
      zip(models, outcomes).compactMap { model, outcome in outcome.map { (model, $0) } }
    }
    return finish(known)
  }

  private func finish(_ outcomes: [(model: String, outcome: ModelOutcome)]) -> RunResult? {
    guard !done.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
    var failures = outcomes.compactMap(\.outcome.failure)
    var scored = outcomes.compactMap { model, outcome in outcome.evaluation.map { (model, $0) } }
    var scores = combined(scored.map(\.1))
    // What is no number would spoil the scores that are mixed with it.
    while zip(scored, scores).contains(where: { !$1.isFinite }) {
      for ((model, _), score) in zip(scored, scores) where !score.isFinite {
        failures.append(
          EvaluationFailure(
            model: model,
            error: MetricError("\(setting.metric) gave \(score) for model \"\(model)\"")))
      }
      scored = zip(scored, scores).filter { $1.isFinite }.map(\.0)
      scores = combined(scored.map(\.1))
    }
    return RunResult(
      evaluations: zip(scored, scores).map { evaluation($0.1, model: $0.0, score: $1) },
      failures: failures.sorted { $0.model < $1.model },
      correlations: correlations(scored.map(\.0), scores, failures: failures),
      seconds: scored.reduce(0) { $0 + $1.1.seconds }, error: error(failures, scored.count))
  }

  private func combined(_ evaluations: [PairEvaluation]) -> [Double] {
    evaluations.isEmpty ? [] : variant.metric.combine(evaluations.map(\.components))
  }

  /// Over the models that were scored; without values where models failed that count.
  private func correlations(
    _ models: [String], _ scores: [Double], failures: [EvaluationFailure]
  ) -> Correlations {
    let accuracies = models.map { self.accuracies[$0] ?? .nan }
    guard failures.isEmpty || onFailure == .leaveOut else {
      return Correlations(models: scores.count, accuracies: accuracies.count { !$0.isNaN })
    }
    return Correlations(scores: scores, accuracies: accuracies)
  }

  /// Why the run counts as failed, if it does.
  private func error(_ failures: [EvaluationFailure], _ scored: Int) -> String? {
    guard let first = failures.first, onFailure == .fail || scored == 0 else { return nil }
    let sentence = "\(claimed.specification.dataset), model \"\(first.model)\": \(first.error)"
    return failures.count == 1
      ? sentence : "\(failures.count) of \(models.count) models failed; the first: \(sentence)"
  }

  private func evaluation(
    _ evaluation: PairEvaluation, model: String, score: Double
  ) -> Evaluation {
    Evaluation(
      model: model, score: score, stepsTaken: evaluation.outcome?.stepsTaken,
      stop: evaluation.outcome?.stop.rawValue, accuracy: accuracies[model],
      seconds: evaluation.seconds, notes: evaluation.notes,
      trace: evaluation.outcome?.trace.map { row in
        TraceRow(
          step: row.step, potentialEnergy: row.potentialEnergy, displacement: row.displacement,
          changeRatio: row.changeRatio, overlappingPairs: row.overlappingPairs)
      } ?? [])
  }
}
