import GRDB

extension LedgerStore {
  /// Current runs that are not deleted, by experiment and status. Runs whose process is seen to be gone
  /// count as crashed, although a reader cannot record that.
  package func statusCounts() throws -> [String: [RunStatus: Int]] {
    try read { db in
      var counts: [String: [RunStatus: Int]] = [:]
      for name in try String.fetchAll(db, sql: "SELECT name FROM experiments") {
        counts[name] = [:]
      }
      try db.forEachRow(Self.statusStatement) { row in
        let text = try row.text(1)
        guard var status = RunStatus(rawValue: text) else {
          throw DamagedRecord("a run has the status \"\(text)\", which this pedlab does not know")
        }
        if status == .running, let mark = try ProcessMark(row, from: 3),
          mark.isGone(seenFrom: worker.mark) == true
        {
          status = .crashed
        }
        counts[try row.text(0), default: [:]][status, default: 0] += Int(try row.integer(2))
      }
      return counts
    }
  }

  private static let statusStatement = """
    SELECT experiments.name, runs.status, count(*), workers.host, workers.boot,
      workers.process_namespace, workers.process, workers.process_started
    FROM runs JOIN memberships USING (run) JOIN experiments USING (experiment)
      LEFT JOIN workers USING (worker)
    WHERE runs.is_deleted = 0 AND memberships.asked = experiments.latest
    GROUP BY experiments.name, runs.status, runs.worker
    """
}

extension ProcessMark {
  /// Host, boot, namespace, process and its start, from a column on; nil where there is no process.
  init?(_ row: StoredRow, from column: Int) throws {
    guard let host = try row.optionalText(column) else { return nil }
    self.init(
      host: host, boot: try row.text(column + 1), namespace: try row.text(column + 2),
      process: Int(try row.integer(column + 3)), started: Int(try row.integer(column + 4)))
  }
}
