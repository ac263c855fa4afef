import Foundation

/// The current runs of an experiment that are not deleted, counted: what progress, listings and pages say.
package struct ExperimentTally: Sendable, Equatable, Codable {
  /// Runs that agree in all of these.
  package struct Count: Sendable, Equatable, Codable {
    /// As recorded, not as titles have it.
    package let metric: String
    /// Where they are scored.
    package let dataset: String
    /// Runs whose process is seen to be gone count as crashed.
    package let status: RunStatus
    /// How many there are.
    package internal(set) var runs: Int
    /// Models to be scored.
    package internal(set) var planned: Int
    /// Evaluations that are in the ledger.
    package internal(set) var recorded: Int
  }

  /// Sorted by metric, dataset and status.
  package internal(set) var counts: [Count] = []
  /// Runs that the latest submission does not ask for.
  package internal(set) var superseded = 0
  /// Evaluations that failed.
  package internal(set) var failed = 0

  /// All runs that count.
  package var runs: Int { counts.reduce(0) { $0 + $1.runs } }

  /// By status; none where there are none.
  package var statuses: [RunStatus: Int] {
    counts.reduce(into: [:]) { $0[$1.status, default: 0] += $1.runs }
  }

  /// Nothing is left to compute: what is counted changes with the rows of runs alone.
  var isDone: Bool { counts.allSatisfy { [.finished, .failed].contains($0.status) } }

  /// As cells keep it.
  func bytes() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }

  /// nil for bytes that are no tally.
  init?(_ bytes: [UInt8]) {
    guard let tally = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = tally
  }

  /// No runs.
  package init() {}
}
