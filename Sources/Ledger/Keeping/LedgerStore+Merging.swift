import GRDB

extension LedgerStore {
  /// Adds the finished runs of another ledger, with their experiments, provenance, tags and notes.
  /// Doing it again changes nothing. Runs that are not finished here take the other's result. A run that
  /// is current there is current here, unless another state of the same setting is.
  package func merge(_ other: LedgerStore) throws -> MergeSummary {
    let merging = LedgerMerging(source: other, target: self)
    for experiment in try other.experiments() {
      let runs = try other.runs(RunQuery(experiment: experiment, includesSuperseded: true))
      merging.summary.unfinished += runs.count { $0.status != .finished }
      let finished = runs.filter { $0.status == .finished }
      try merging.begin(experiment)
      // One wait for the disk for many runs, and a bounded number of them in memory.
      for start in stride(from: 0, to: finished.count, by: Self.runsPerTransaction) {
        let end = min(start + Self.runsPerTransaction, finished.count)
        let part = try merging.read(Array(finished[start..<end]))
        try write { db in
          for run in part { try merging.add(run, db) }
        }
      }
    }
    return merging.summary
  }

  private static let runsPerTransaction = 256
}
