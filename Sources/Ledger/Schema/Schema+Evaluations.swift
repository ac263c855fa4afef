import GRDB

extension Schema {
  /// Evaluations that are recorded before their run is done, and taken over by runs that share them;
  /// which submission asked for a run; when a run began.
  static let version4 = Migration.statementsAnd(version4Tables, keyScores)

  private static let version4Tables = """
    ALTER TABLE experiments ADD COLUMN latest INTEGER;
    ALTER TABLE memberships ADD COLUMN asked INTEGER;
    ALTER TABLE evaluations ADD COLUMN components BLOB;
    ALTER TABLE evaluations ADD COLUMN checksum INTEGER;
    ALTER TABLE runs ADD COLUMN scoring INTEGER;
    ALTER TABLE runs ADD COLUMN started_at REAL;
    UPDATE experiments SET latest = (
      SELECT max(submission) FROM submissions WHERE submissions.experiment = experiments.experiment);
    UPDATE memberships
    SET asked = (SELECT latest FROM experiments WHERE experiments.experiment = memberships.experiment)
    WHERE (experiment, run) IN (
      SELECT memberships.experiment, max(memberships.run) FROM memberships JOIN runs USING (run)
      GROUP BY memberships.experiment, dataset, metric, metric_options, seed, motion, step_size,
        iterations, force_constant, radius_scale, exit_ratio, ablation);
    CREATE INDEX runs_by_scoring ON runs(scoring);
    """

  /// A damaged run stays without a key: others do not take its scores.
  @Sendable private static func keyScores(_ db: Database) throws {
    let reader = RunReader(db)
    var keys: [(run: Int64, key: Int64)] = []
    try db.forEachRow("SELECT \(RunReader.ofAnyExperiment) FROM runs") { row in
      if let run = try? reader.run(row) { keys.append((run.row, run.specification.scoringKey)) }
    }
    for (run, key) in keys {
      let statement = try BoundStatement(db, "UPDATE runs SET scoring = ? WHERE run = ?")
      statement.bind(key)
      statement.bind(run)
      try statement.run()
    }
  }
}
