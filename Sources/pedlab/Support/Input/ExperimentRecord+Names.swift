import Findings
import Ledger
import Sweep

extension ExperimentRecord {
  /// The names that the latest plan gives models and datasets in tables (`names:`).
  var displayNames: [String: String] { provenance?.displayNames ?? [:] }
}

extension Provenance {
  /// The names that the plan gives models and datasets in tables; says so if the plan can no longer be read.
  var displayNames: [String: String] {
    do {
      return try Plan.parse(resolvedPlan, path: planPath).names
    } catch {
      Messages.say("note: names: of the plan are not used, because it cannot be read: \(error)")
      return [:]
    }
  }
}
