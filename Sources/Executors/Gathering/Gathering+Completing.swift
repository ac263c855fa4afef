import Ledger
import Sweep

extension Gathering {
  /// Runs in one transaction, so that others do not wait for long.
  private static let runsPerTransaction = 256

  /// Records the runs all of whose models have come out.
  func complete() throws {
    let whole = all.filter { $0.isOpen && $0.missing.isEmpty }
    for start in stride(from: 0, to: whole.count, by: Self.runsPerTransaction) {
      let part = whole[start..<min(start + Self.runsPerTransaction, whole.count)]
      let results = try part.compactMap(result)
      for (recorded, result) in zip(try ledger.finish(results), results) where recorded {
        summary.completedRuns += 1
        if result.result.error != nil { summary.failedRuns += 1 }
      }
    }
  }

  private func result(of run: GatheredRun) throws -> (run: ClaimedRun, result: RunResult)? {
    let inputs = try ledger.inputParts(of: run.run.specification.inputDigest) ?? [:]
    return try RunCompletion.result(
      of: run.run, evaluations: try ledger.evaluations(ofRun: run.run),
      failures: Array(run.failures.values), inputs: inputs, onFailure: onFailure)
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
