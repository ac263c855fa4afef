import Ledger
import Parallel
import Sweep

extension Gathering {
  /// Runs in one transaction, so that others do not wait for long.
  private static let runsPerTransaction = 256

  /// Records the runs all of whose models have come out.
  func complete() throws {
    let whole = all.filter { $0.isOpen && $0.missing.isEmpty }
    for start in stride(from: 0, to: whole.count, by: Self.runsPerTransaction) {
      let part = whole[start..<min(start + Self.runsPerTransaction, whole.count)]
      let results = try results(of: part.map(completion))
      for (recorded, result) in zip(try ledger.finish(results), results) where recorded {
        summary.completedRuns += 1
        if result.result.error != nil { summary.failedRuns += 1 }
      }
    }
  }

  /// What the result of a run is put together from.
  private struct Completion: Sendable {
    let run: RecordedRun
    let evaluations: [Evaluation]
    let failures: [EvaluationFailure]
    let inputs: [String: String]
  }

  private func completion(_ run: GatheredRun) throws -> Completion {
    Completion(
      run: run.run, evaluations: try ledger.evaluations(ofRun: run.run),
      failures: Array(run.failures.values),
      inputs: try ledger.inputParts(of: run.run.specification.inputDigest) ?? [:])
  }

  /// On all cores: the bootstrap intervals take most of the time of a merge.
  private func results(
    of completions: [Completion]
  ) throws -> [(run: ClaimedRun, result: RunResult)] {
    let cores = MachineLimits.current().cores
    return try parallelMap(count: completions.count, workers: cores) { [onFailure] index in
      let whole = completions[index]
      return try RunCompletion.result(
        of: whole.run, evaluations: whole.evaluations, failures: whole.failures,
        inputs: whole.inputs, onFailure: onFailure)
    }.compactMap { $0 }
  }

  /// The models that unfinished runs have an evaluation of, by identity.
  var knownModels: [String: Set<String>] {
    let unfinished = all.filter { $0.run.status != .finished }
    return Dictionary(unfinished.map { ($0.run.specification.identity, Set($0.known.keys)) }) {
      first, _ in
      first
    }
  }

  /// What is still to be computed for the current runs of the experiment.
  package var missingEvaluations: [MissingEvaluation] {
    all.filter { $0.isOpen && $0.run.isCurrent && !$0.missing.isEmpty }.flatMap { run in
      run.missing.map { model in
        MissingEvaluation(
          setting: Self.setting(run.run.specification), dataset: run.run.specification.dataset,
          model: model, inputs: run.reads[model] ?? "")
      }
    }
  }

  /// The same for all runs of a setting.
  static func setting(_ specification: RunSpecification) -> RunSpecification {
    var setting = key(specification)
    setting.dataset = ""
    return setting
  }
}
