import Ledger
import Wording

extension ExperimentRecord {
  /// "3 runs are not shown: 2 failed (on d0), 1 queued (on d1). ..."; nil where all are finished.
  package var leftOut: String? {
    guard !unfinishedRuns.isEmpty else { return nil }
    let parts = RunStatus.allCases.compactMap { status -> String? in
      let runs = unfinishedRuns.filter { $0.status == status }
      guard !runs.isEmpty else { return nil }
      let datasets = Set(runs.map(\.specification.dataset)).sorted()
      return "\(runs.count) \(status.rawValue) (on \(listed(datasets)))"
    }
    return "\(counted(unfinishedRuns.count, "run")) \(unfinishedRuns.count == 1 ? "is" : "are") "
      + "not shown: \(parts.joined(separator: ", ")). `pedlab status \(name)` tells more."
  }
}
