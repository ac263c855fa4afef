import Findings
import Ledger
import Sweep

extension ExperimentRecord {
  /// The names that the latest plan gives models and datasets in tables (`names:`); says so if that
  /// plan cannot be read any more.
  var displayNames: [String: String] {
    guard let provenance else { return [:] }
    do {
      return try Plan.parse(provenance.resolvedPlan, path: provenance.planPath).names
    } catch {
      Messages.say("note: names: of the plan are not used, because it cannot be read: \(error)")
      return [:]
    }
  }
}
