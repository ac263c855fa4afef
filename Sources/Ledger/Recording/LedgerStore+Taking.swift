import GRDB

extension LedgerStore {
  /// Adds evaluations that another ledger holds to runs that are not done here. What a run has of a
  /// model already is replaced, so that doing it again changes nothing; finished and failed runs are
  /// left alone.
  package func take(_ parts: [(run: RecordedRun, evaluations: [Evaluation])]) throws {
    let stored = try parts.map { part in
      let run = ClaimedRun(unclaimed: part.run, known: [])
      let rows = try part.evaluations.map { try StoredResult.row($0, of: run) }
      return (run.row, rows, StoredResult.motionKey(rows, of: run))
    }
    try write { db in
      for (run, rows, key) in stored {
        let isOpen = try Bool.fetchOne(
          db.cachedStatement(
            sql: "SELECT 1 FROM runs WHERE run = ? AND status NOT IN ('finished', 'failed')"),
          arguments: [run])
        if isOpen == true {
          try insert(rows, of: run, motionKey: key, ownChecksums: true, db)
        }
      }
    }
  }
}

extension ClaimedRun {
  /// A run that no process computes: what others have computed is put together for it, and recorded
  /// by ``LedgerStore/finish(_:)``.
  package init(unclaimed run: RecordedRun, known: [Evaluation]) {
    self.init(run, row: run.row, worker: 0, known: known)
  }
}
