import GRDB

extension Schema {
  /// A checksum of what the row of a run holds of its result, so that correlations are checked where no
  /// score is read; and an index of the deleted runs, by which readers see whether there are others.
  static let version11 = Migration.statementsAnd(
    """
    ALTER TABLE runs ADD COLUMN summary INTEGER;
    CREATE INDEX runs_deleted ON runs(run) WHERE is_deleted = 1;
    """, summarise)

  /// Of a run that is not what was recorded, one that does not hold: it stays damaged. A run whose row
  /// cannot be read is found damaged by that.
  @Sendable private static func summarise(_ db: Database) throws {
    let (reader, evaluations) = (RunReader(db), EvaluationReader(db))
    var summaries: [(run: Int64, summary: Int64)] = []
    try db.forEachRow(
      "SELECT \(RunReader.ofAnyExperiment) FROM runs WHERE models IS NOT NULL"
    ) { row in
      guard let run = try? reader.run(row), let summary = ResultChecksum.summary(of: run) else {
        return
      }
      let isWhole = (try? evaluations.evaluations(of: run)) != nil
      summaries.append((run.row, isWhole ? summary : ~summary))
    }
    for (run, summary) in summaries {
      let statement = try BoundStatement(db, "UPDATE runs SET summary = ? WHERE run = ?")
      statement.bind(summary)
      statement.bind(run)
      try statement.run()
    }
  }
}
