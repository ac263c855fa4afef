/// The tables of a ledger, and the number that says which version of them a file has.
package enum Schema {
  /// "pedl": marks the file as a ledger (`PRAGMA application_id`).
  package static let applicationID = 0x7065_646C

  /// What brings a file from version `index` to `index + 1` (`PRAGMA user_version`).
  static let steps: [Migration] = [
    .statements(version1), .statements(version2), .statements(version3), version4,
    statistics(of: 5), version6, version7, version8, version9, version10,
    version11,
  ]

  static var currentVersion: Int { steps.count }

  private static let version1 = """
    CREATE TABLE experiments (
      experiment INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      created_at REAL NOT NULL
    ) STRICT;
    CREATE TABLE submissions (
      submission INTEGER PRIMARY KEY,
      experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
      provenance TEXT NOT NULL,
      created_at REAL NOT NULL
    ) STRICT;
    CREATE INDEX submissions_by_experiment ON submissions(experiment);
    CREATE TABLE pools (
      pool INTEGER PRIMARY KEY,
      models TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE workers (
      worker INTEGER PRIMARY KEY,
      host TEXT NOT NULL,
      boot TEXT NOT NULL,
      process_namespace TEXT NOT NULL,
      process INTEGER NOT NULL,
      process_started INTEGER NOT NULL,
      heartbeat INTEGER NOT NULL DEFAULT 0,
      seen_at REAL NOT NULL
    ) STRICT;
    CREATE TABLE runs (
      run INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      id_length INTEGER NOT NULL DEFAULT 12,
      pool INTEGER NOT NULL REFERENCES pools,
      submission INTEGER REFERENCES submissions ON DELETE SET NULL,
      worker INTEGER REFERENCES workers ON DELETE SET NULL,
      status TEXT NOT NULL CHECK (
        status IN ('queued', 'running', 'finished', 'failed', 'killed', 'crashed')),
      is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
      dataset TEXT NOT NULL,
      metric TEXT NOT NULL,
      metric_options TEXT NOT NULL,
      seed INTEGER,
      motion TEXT NOT NULL CHECK (motion IN ('ped', 'none')),
      step_size REAL,
      iterations INTEGER,
      force_constant REAL,
      radius_scale REAL,
      exit_ratio REAL,
      ablation TEXT,
      input_digest TEXT NOT NULL,
      method_version INTEGER NOT NULL,
      created_at REAL NOT NULL,
      finished_at REAL,
      seconds REAL,
      models INTEGER,
      weighted_tau REAL,
      weighted_tau_low REAL,
      weighted_tau_high REAL,
      kendall_tau REAL,
      spearman REAL,
      pearson REAL,
      rel_at_1 REAL,
      rel_at_3 REAL,
      rounding_ties INTEGER,
      error TEXT,
      log TEXT,
      note TEXT
    ) STRICT;
    CREATE INDEX runs_by_weighted_tau ON runs(weighted_tau);
    CREATE INDEX runs_unfinished ON runs(status, dataset) WHERE status <> 'finished';
    CREATE INDEX runs_by_submission ON runs(submission);
    CREATE TABLE memberships (
      experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      PRIMARY KEY (experiment, run)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX memberships_by_run ON memberships(run);
    CREATE TABLE evaluations (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      position INTEGER NOT NULL,
      score REAL NOT NULL,
      steps_taken INTEGER,
      stop TEXT,
      accuracy REAL,
      seconds REAL NOT NULL,
      notes TEXT,
      trace BLOB,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tags (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (run, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE VIEW scores AS
      SELECT substr(runs.identity, 1, runs.id_length) AS run, runs.dataset, runs.metric,
        runs.motion, pool_models.value AS model, evaluations.score, evaluations.steps_taken,
        evaluations.stop, evaluations.accuracy, evaluations.seconds
      FROM runs JOIN pools USING (pool) JOIN evaluations ON evaluations.run = runs.run
        JOIN json_each(pools.models) AS pool_models ON pool_models.key = evaluations.position;
    """

  /// What the input digests of runs are made of, so that a changed input can be named; and a
  /// checksum of each result, so that a damaged byte is not taken for a score.
  private static let version2 = """
    CREATE TABLE inputs (
      digest TEXT PRIMARY KEY,
      parts TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE runs ADD COLUMN checksum INTEGER;
    """

  /// Models that could not be scored, beside the scores of the others. `models` counts the models
  /// with a score from now on, and `accuracies` those of them with a truth, which it counted before.
  private static let version3 = """
    CREATE TABLE failures (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      position INTEGER NOT NULL,
      error TEXT NOT NULL,
      log TEXT NOT NULL,
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE runs ADD COLUMN accuracies INTEGER;
    UPDATE runs SET accuracies = models,
      models = (SELECT count(*) FROM evaluations WHERE evaluations.run = runs.run)
    WHERE models IS NOT NULL;
    """
}
