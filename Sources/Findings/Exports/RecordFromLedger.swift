import Ledger

extension ExperimentRecord {
  /// The experiment as a ledger has it. Throws ``LedgerError``, and ``ExportError`` if there is none
  /// of that name or none of its runs is finished.
  package init(_ name: String, in ledger: LedgerStore) throws {
    let known = try ledger.experiments()
    guard known.contains(name) else {
      throw ExportError.unknownExperiment(name: name, ledger: ledger.path, known: known)
    }
    self.init(
      name: name, runs: try ledger.runs(experiment: name),
      provenance: try ledger.provenance(ofExperiment: name)
    ) { try ledger.evaluations(of: $0) }
    guard !runs.isEmpty else { throw ExportError.nothingToExport(experiment: name) }
  }
}
