import Ledger
import Wording

/// The runs of an experiment that tables do not show: how many, and where.
package struct UnfinishedRuns: Sendable, Equatable {
  struct Group: Sendable, Equatable {
    let status: RunStatus
    let runs: Int
    /// Sorted.
    let datasets: [String]
  }

  /// In the order of ``RunStatus``.
  let groups: [Group]

  /// Whether every run is finished.
  package var isEmpty: Bool { groups.isEmpty }

  init(groups: [Group]) { self.groups = groups }

  /// - Parameter runs: of one experiment; deleted ones do not count.
  package init(_ runs: [RecordedRun]) {
    self.init(
      runs.lazy.filter { !$0.isDeleted && $0.status != .finished }
        .map { ($0.status, $0.specification.dataset) })
  }

  /// - Parameter open: the runs that are not finished.
  init(open: some Sequence<FollowedRuns.Open>) {
    self.init(open.lazy.map { ($0.status, $0.dataset) })
  }

  private init(_ runs: some Sequence<(RunStatus, String)>) {
    var left: [RunStatus: (runs: Int, datasets: Set<String>)] = [:]
    for (status, dataset) in runs {
      left[status, default: (0, [])].runs += 1
      left[status]?.datasets.insert(dataset)
    }
    groups = RunStatus.allCases.compactMap { status in
      left[status].map {
        Group(status: status, runs: $0.runs, datasets: $0.datasets.sorted())
      }
    }
  }

  /// "Incomplete: 128 of 724 runs are finished."; nil where all are.
  ///
  /// - Parameter finished: of the same runs.
  package func incomplete(finished: Int) -> String? {
    let open = groups.reduce(0) { $0 + $1.runs }
    guard open > 0 else { return nil }
    let verb = finished == 1 || finished + open == 1 ? "is" : "are"
    return "Incomplete: \(finished) of \(counted(finished + open, "run")) \(verb) finished."
  }

  /// Findings as they may be told: where runs are not finished, that first, and each as preliminary.
  package static func marking(_ findings: [String], incomplete: String?) -> [String] {
    guard let incomplete else { return findings }
    return [incomplete] + findings.map { "Preliminary: \($0)" }
  }

  /// "3 runs are not shown: 2 failed (on d0), 1 queued (on d1). ..."; nil where all are finished.
  ///
  /// - Parameter named: what a command needs to find the ledger, " --ledger FILE"; empty: nothing.
  package func sentence(experiment: String, named: String = "") -> String? {
    let count = groups.reduce(0) { $0 + $1.runs }
    guard count > 0 else { return nil }
    let parts = groups.map { "\($0.runs) \($0.status.rawValue) (on \(listed($0.datasets)))" }
    return "\(counted(count, "run")) \(count == 1 ? "is" : "are") not shown: "
      + "\(parts.joined(separator: ", ")). `pedlab status \(ShellText.quoted(experiment))\(named)` shows more."
  }
}
