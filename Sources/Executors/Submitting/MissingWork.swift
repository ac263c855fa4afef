import Ledger
import Sweep

/// What a plan still lacks, without writing anything.
package enum MissingWork {
  /// - Parameter ledger: nil: there is none yet.
  /// - Returns: the evaluations that neither a run of the plan's experiment nor a finished run of
  ///   another has. What can be taken over from runs with other pools is found when it is submitted.
  package static func evaluations(
    _ submission: PlanSubmission, experiment: String, ledger: LedgerStore?
  ) throws -> [MissingEvaluation] {
    let identities = submission.specifications.map(\.identity)
    let finished = try ledger?.finished(among: identities) ?? []
    let known = try ledger.map {
      try Gathering($0, experiment: experiment, onFailure: .fail).knownModels
    }
    var reads: [String: [String: String]] = [:]
    var missing: [MissingEvaluation] = []
    for (specification, identity) in zip(submission.specifications, identities)
    where !finished.contains(identity) {
      let digest = specification.inputDigest
      if reads[digest] == nil {
        let parts = submission.inputParts[digest] ?? [:]
        reads[digest] = InputParts(parts).read(by: specification.models)
      }
      let models = known?[identity] ?? []
      for model in specification.models where !models.contains(model) {
        missing.append(
          MissingEvaluation(
            setting: Gathering.setting(specification), dataset: specification.dataset,
            model: model, inputs: reads[digest]?[model] ?? ""))
      }
    }
    return missing
  }
}
