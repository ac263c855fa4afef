import GRDB

extension Schema {
  /// Numbers of settings, by which people name them.
  static let version7 = Migration.statementsAnd(version7Tables, numberSettings)

  private static let version7Tables = """
    CREATE TABLE settings (
      experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
      key INTEGER NOT NULL,
      setting INTEGER NOT NULL,
      PRIMARY KEY (experiment, key)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX settings_by_number ON settings(experiment, setting);
    ALTER TABLE memberships ADD COLUMN setting INTEGER;
    """

  /// In the order in which the runs were added. A damaged run stays without a number.
  @Sendable private static func numberSettings(_ db: Database) throws {
    for experiment in try Int64.fetchAll(db, sql: "SELECT experiment FROM experiments") {
      var numbers = try SettingNumbers(experiment: experiment, db)
      let reader = RunReader(db)
      var found: [(run: Int64, setting: RunSpecification)] = []
      try db.forEachRow(
        """
        SELECT \(RunReader.ofAnyExperiment) FROM memberships JOIN runs USING (run)
        WHERE memberships.experiment = ? ORDER BY runs.run
        """, [experiment]
      ) { row in
        if let run = try? reader.run(row) { found.append((run.row, run.specification)) }
      }
      for (run, setting) in found {
        let statement = try BoundStatement(
          db, "UPDATE memberships SET setting = ? WHERE experiment = ? AND run = ?")
        statement.bind(try numbers.number(of: setting, db))
        statement.bind(experiment)
        statement.bind(run)
        try statement.run()
      }
    }
  }
}
