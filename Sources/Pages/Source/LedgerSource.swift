import Findings
import Ledger
import Synchronization

/// What pages read of a ledger. The runs of an experiment are read once for each state of the ledger.
package final class LedgerSource: Sendable {
  /// The ledger that is shown.
  package let ledger: LedgerStore
  /// Tells of its changes.
  package let watch: LedgerWatch
  private let records = Mutex<[String: (version: Int, record: ExperimentRecord)]>([:])

  package init(_ ledger: LedgerStore) {
    self.ledger = ledger
    watch = LedgerWatch(ledger)
  }

  /// - Throws: ``PageError`` if the ledger has no such experiment.
  func record(_ name: String) throws -> ExperimentRecord {
    let version = try watch.version()
    if let known = records.withLock({ $0[name] }), known.version == version { return known.record }
    let names = try ledger.experiments()
    guard names.contains(name) else {
      throw PageError.missing(
        name.isEmpty
          ? "The address names no experiment; the start page lists them."
          : "There is no experiment \"\(name)\" in \(ledger.path); the start page lists them.")
    }
    let ledger = ledger
    let record = ExperimentRecord(
      name: name, runs: try ledger.runs(experiment: name),
      provenance: try ledger.provenance(ofExperiment: name)
    ) { try ledger.evaluations(of: $0) }
    records.withLock { $0[name] = (version, record) }
    return record
  }
}
