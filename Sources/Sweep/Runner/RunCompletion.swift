import Ledger
import Tabular

/// Puts the result of a run together from evaluations that others computed.
package enum RunCompletion {
  /// Nothing is read but what the ledger holds: the accuracies are those of the run's input digest.
  ///
  /// - Parameters:
  ///   - evaluations: of some of the run's models.
  ///   - failures: of models without an evaluation.
  ///   - inputs: what the run's input digest is made of (`LedgerStore.inputParts(of:)`).
  /// - Returns: nil if a model has neither.
  /// - Throws: a sentence if the run's setting is not one of this program's.
  package static func result(
    of run: RecordedRun, evaluations: [Evaluation], failures: [EvaluationFailure],
    inputs: [String: String], onFailure: OnFailure
  ) throws -> (run: ClaimedRun, result: RunResult)? {
    var accuracies: [String: Double] = [:]
    var better = GroundTruth.Better.higher
    for model in run.specification.models {
      guard let part = inputs[AccuracyPart.name(of: model)].flatMap(AccuracyPart.init) else {
        continue
      }
      accuracies[model] = part.value
      better = part.better
    }
    let claimed = ClaimedRun(unclaimed: run, known: evaluations)
    let assembly = try RunAssembly(
      claimed, accuracies: accuracies, better: better, onFailure: onFailure)
    let missing = Set(assembly.missing)
    var result = assembly.finishIfComplete()
    for failure in failures where missing.contains(failure.model) {
      result = assembly.add(.failed(failure), of: failure.model) ?? result
    }
    return result.map { (claimed, $0) }
  }
}
