import Executors

/// The jobs that a command is about.
enum JobChoice {
  /// - Returns: those of an experiment, or of all, oldest first, and one at least.
  /// - Throws: ``ExecutorError`` if there is none.
  static func jobs(of experiment: String?, ledger: String) throws -> [JobFolder] {
    let registry = JobRegistry(ledger: ledger)
    let jobs = registry.jobs(of: experiment)
    guard jobs.isEmpty else { return jobs }
    let whose = experiment.map { " of \"\($0)\"" } ?? ""
    throw ExecutorError(
      "there is no job\(whose) in \(registry.path). `pedlab run PLAN --executor slurm` submits one; "
        + "--ledger names the ledger that it belongs to.", isUsage: true)
  }
}
