import Findings
import Ledger
import Parallel
import Synchronization

/// What pages read of a ledger. What is known of an experiment is kept until the ledger changes.
package final class LedgerSource: Sendable {
  /// The ledger that is shown.
  package let ledger: LedgerStore
  /// Tells of its changes.
  package let watch: LedgerWatch
  private let results = Mutex<(version: Int, known: [String: ExperimentResults])?>(nil)
  private let live = OnceCache<String, LiveResults>()

  package init(_ ledger: LedgerStore) {
    self.ledger = ledger
    watch = LedgerWatch(ledger)
  }

  /// - Throws: ``PageError`` if the ledger has no such experiment.
  func results(_ name: String) throws -> ExperimentResults {
    let version = try watch.version()
    return try results.withLock { results in
      if let results, results.version == version, let known = results.known[name] { return known }
      let names = try ledger.experiments()
      guard names.contains(name) else {
        throw PageError.missing(
          name.isEmpty
            ? "The address names no experiment; the start page lists them."
            : "There is no experiment \"\(name)\" in \(ledger.path); the start page lists them.")
      }
      let made = try ExperimentResults(
        name, ledger, live: live.value(for: name) { LiveResults(name, ledger) })
      let others = results?.version == version ? results?.known ?? [:] : [:]
      results = (version, others.merging([name: made]) { $1 })
      return made
    }
  }
}
