import Ledger
import Synchronization
import Transferability

/// Collects the evaluations of one run, one model at a time, in any order.
final class RunAssembly: Sendable {
  let claimed: ClaimedRun
  let setting: SweepSetting
  let variant: MetricVariant
  private let models: [String]
  private let accuracies: [String: Double]
  private let evaluations: Mutex<[PairEvaluation?]>
  /// Set when the run has its result or its error.
  private let done = Atomic(false)

  init(_ claimed: ClaimedRun, accuracies: [String: Double]) throws {
    self.claimed = claimed
    self.accuracies = accuracies
    setting = SweepSetting(claimed.specification)
    variant = try MetricVariant(setting)
    models = claimed.specification.models
    evaluations = Mutex(Array(repeating: nil, count: models.count))
  }

  /// Adds the evaluation of a model.
  ///
  /// - Returns: the finished run's result if this was the last model, otherwise nil.
  func add(_ evaluation: PairEvaluation, of model: String) throws -> RunResult? {
    let complete = evaluations.withLock { evaluations -> [PairEvaluation]? in
      guard let index = models.firstIndex(of: model) else { return nil }
      evaluations[index] = evaluation
      let present = evaluations.compactMap { $0 }
      return present.count == models.count ? present : nil
    }
    guard let complete else { return nil }
    let result = try result(complete)
    done.store(true, ordering: .releasing)
    return result
  }

  func contains(_ model: String) -> Bool { models.contains(model) }

  /// Whether the run has its result or its error.
  var isDone: Bool { done.load(ordering: .acquiring) }

  /// What helps to understand a failure: which models were scored before it, and how.
  func log(failing model: String, _ error: any Error) -> String {
    let scored = evaluations.withLock { evaluations in
      zip(models, evaluations).compactMap { model, evaluation in
        evaluation.map { one in
          let steps = one.outcome.map { ", \($0.stepsTaken) steps (\($0.stop.rawValue))" } ?? ""
          let notes = one.notes.isEmpty ? "" : ": \(one.notes.joined(separator: "; "))"
          return "scored \(model)\(steps)\(notes)"
        }
      }
    }
    return (scored + ["failed at \(model): \(type(of: error)): \(error)"]).joined(separator: "\n")
  }

  /// - Returns: false if the run was done before.
  func markFailed() -> Bool {
    !done.exchange(true, ordering: .acquiringAndReleasing)
  }

  private func result(_ evaluations: [PairEvaluation]) throws -> RunResult {
    let scores = variant.metric.combine(evaluations.map(\.components))
    for (model, score) in zip(models, scores) where !score.isFinite {
      throw MetricError("\(setting.metric) gave \(score) for model \"\(model)\"")
    }
    let recorded = zip(models.indices, scores).map { index, score in
      evaluation(evaluations[index], model: models[index], score: score)
    }
    return RunResult(
      evaluations: recorded,
      correlations: Correlations(
        scores: scores, accuracies: models.map { accuracies[$0] ?? .nan }),
      seconds: evaluations.reduce(0) { $0 + $1.seconds })
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
