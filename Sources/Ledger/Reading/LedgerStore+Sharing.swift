import GRDB

extension LedgerStore {
  /// How many of `runs` other experiments have too: an evaluation is computed once, whoever asks for it.
  ///
  /// - Parameter experiment: the one that does not count.
  /// - Returns: by the name of the experiment; without those that have none.
  package func sharing(of runs: [RunAddress], beside experiment: String) throws -> [String: Int] {
    try read { db in
      var counts: [String: Int] = [:]
      let statement = try db.cachedStatement(
        sql: """
          SELECT name FROM memberships JOIN experiments USING (experiment)
          WHERE run = ? AND name <> ?
          """)
      for run in runs {
        for name in try String.fetchAll(statement, arguments: [run.row, experiment]) {
          counts[name, default: 0] += 1
        }
      }
      return counts
    }
  }
}
