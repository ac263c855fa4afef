import GRDB

extension Schema {
  /// Traces belong to motions, which metrics share: each is stored once, and evaluations refer to it
  /// (``TraceReference``). What was worked out for tables has another form, and is worked out again.
  static let version9 = Migration.statementsAnd(version9Tables, shareTraces)

  private static let version9Tables = """
    CREATE TABLE motions (
      motion INTEGER PRIMARY KEY,
      key INTEGER NOT NULL,
      traces BLOB NOT NULL
    ) STRICT;
    CREATE INDEX motions_by_key ON motions(key);
    ALTER TABLE evaluations ADD COLUMN shared INTEGER;
    DELETE FROM cells;
    """

  @Sendable private static func shareTraces(_ db: Database) throws {
    for (run, key) in try runsWithTraces(db) {
      var positions: [Int64] = []
      var traces: [[UInt8]] = []
      try db.cachedStatement(
        sql: "SELECT position, trace FROM evaluations WHERE run = ? AND trace IS NOT NULL"
      ).forEachRow([run]) { row in
        positions.append(try row.integer(0))
        traces.append(try row.bytes(1))
      }
      for (position, reference) in zip(positions, try MotionWriter(db).write(traces, key: key)) {
        let statement = try BoundStatement(
          db, "UPDATE evaluations SET shared = ? WHERE run = ? AND position = ?")
        statement.bind(reference?.value)
        statement.bind(run)
        statement.bind(position)
        try statement.run()
      }
    }
    try db.execute(
      sql: """
        ALTER TABLE evaluations DROP COLUMN trace;
        ALTER TABLE evaluations RENAME COLUMN shared TO trace;
        """)
  }

  /// The run's motion shares with none where the run is damaged: its key cannot be told.
  private static func runsWithTraces(_ db: Database) throws -> [(run: Int64, key: Int64)] {
    let reader = RunReader(db)
    var runs: [(run: Int64, key: Int64)] = []
    try db.forEachRow(
      """
      SELECT \(RunReader.ofAnyExperiment) FROM runs WHERE EXISTS (
        SELECT 1 FROM evaluations WHERE evaluations.run = runs.run AND trace IS NOT NULL)
      """
    ) { row in
      let key = (try? reader.run(row))?.specification.motionKey ?? .random(in: .min ... .max)
      runs.append((try row.integer(0), key))
    }
    return runs
  }
}
