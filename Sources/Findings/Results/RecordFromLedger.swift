import Ledger

extension ExperimentRecord {
  /// What an export cannot do without.
  package enum Need: Sendable {
    case finishedRuns
    /// Scores, of failed runs too.
    case scores
  }

  /// The experiment as a ledger has it. Throws ``LedgerError``, and ``ExportError`` if there is none
  /// of that name or it has nothing of what is needed.
  package init(
    _ name: String, in ledger: LedgerStore, needing need: Need = .finishedRuns,
    includesSuperseded: Bool = false
  ) throws {
    let known = try ledger.experiments()
    guard known.contains(name) else {
      throw ExportError.unknownExperiment(name: name, ledger: ledger.path, known: known)
    }
    self.init(
      name: name,
      runs: try ledger.runs(RunQuery(experiment: name, includesSuperseded: includesSuperseded)),
      provenance: try ledger.provenance(ofExperiment: name),
      superseded: includesSuperseded ? 0 : try ledger.supersededCount(experiment: name)
    ) { try ledger.evaluations(of: $0) }
    guard !(need == .scores ? scored : runs).isEmpty else {
      throw ExportError.nothingToExport(experiment: name)
    }
  }
}
