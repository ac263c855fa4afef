import Findings
import Ledger

extension LedgerStore {
  /// How far an experiment is.
  ///
  /// - Throws: ``ExportError`` if the ledger has none of that name.
  func knownProgress(of experiment: String) throws -> ExperimentProgress {
    guard let progress = try progress(experiment: experiment) else {
      throw ExportError.unknownExperiment(name: experiment, ledger: path, known: try experiments())
    }
    return progress
  }
}

extension ExperimentProgress {
  /// Ends a command that tells how far an experiment is.
  ///
  /// - Throws: ``ExitStatus/notDone``, or ``ExitStatus/someRunsFailed`` where nothing is left to do.
  func end() throws {
    if !isDone { throw ExitStatus.notDone }
    if hasFailures { throw ExitStatus.someRunsFailed }
  }
}
