import Findings
import Ledger
import Sweep

extension ExperimentRecord {
  /// The names that the latest plan gives models and datasets in tables (`names:`).
  var displayNames: [String: String] {
    guard let provenance,
      let plan = try? Plan.parse(provenance.resolvedPlan, path: provenance.planPath)
    else { return [:] }
    return plan.names
  }
}
