extension LedgerStore {
  /// Current runs that are not deleted, by experiment and status. Runs whose process is seen to be gone
  /// count as crashed, although a reader cannot record that.
  package func statusCounts() throws -> [String: [RunStatus: Int]] {
    var counts: [String: [RunStatus: Int]] = [:]
    for name in try experiments() { counts[name] = try tally(experiment: name)?.statuses ?? [:] }
    return counts
  }
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
