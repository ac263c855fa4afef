/// How far a run is. `killed` was asked to stop, and `crashed` lost its process; the next submission of
/// the plan queues both.
package enum RunStatus: String, Codable, Sendable, CaseIterable {
  case queued, running, finished, failed, killed, crashed

  /// "2 failed", "1 queued": each status of which there are runs, in order.
  package static func phrases(_ count: (RunStatus) -> Int) -> [String] {
    allCases.compactMap { status in
      let runs = count(status)
      return runs > 0 ? "\(runs) \(status.rawValue)" : nil
    }
  }
}
