import GRDB

extension LedgerStore {
  /// The current runs of an experiment with one of some settings, of all datasets and seeds: found by the
  /// numbers of the settings, so that the others are not read.
  ///
  /// - Parameter settings: their datasets, pools and seeds do not count.
  package func runs(
    experiment: String, settings: [RunSpecification]
  ) throws -> [RecordedRun] {
    let numbers = try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT setting FROM settings JOIN experiments USING (experiment)
          WHERE experiments.name = ? AND key = ?
          """)
      return try settings.compactMap { setting in
        try Int.fetchOne(statement, arguments: [experiment, setting.settingKey])
      }
    }
    return try runs(experiment: experiment, numbers: numbers)
  }

  /// The current runs of an experiment with settings of some numbers.
  package func runs(experiment: String, numbers: [Int]) throws -> [RecordedRun] {
    var query = RunQuery(experiment: experiment)
    query.settings = Set(numbers)
    return try runs(query)
  }

  /// Of each dataset of an experiment a current run with a correlation and the most accuracies, the oldest
  /// of equals.
  package func fullestRuns(experiment: String) throws -> [RecordedRun] {
    try read { db in
      var rows: [Int64] = []
      // With max(), SQLite takes the bare column from the row that has it.
      try db.forEachRow(
        """
        SELECT runs.run, max(accuracies * 1099511627776 - runs.run)
        FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
        WHERE experiments.name = ? AND memberships.asked IS experiments.latest
          AND runs.is_deleted = 0 AND runs.status = 'finished' AND weighted_tau IS NOT NULL
        GROUP BY dataset ORDER BY dataset
        """, [experiment]
      ) { rows.append(try $0.integer(0)) }
      return try RunReader(db).runs(rows: rows)
    }
  }
}
