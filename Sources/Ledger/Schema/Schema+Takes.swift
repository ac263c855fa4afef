extension Schema {
  /// Models of runs that are being computed, each with the process that computes it: so several
  /// processes work on one run. What is done stays until the run is claimed again or finished, so that
  /// who claimed it does not do it too.
  static let version8 = Migration.statements(
    """
    CREATE TABLE takes (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      position INTEGER NOT NULL,
      worker INTEGER NOT NULL REFERENCES workers ON DELETE CASCADE,
      is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1)),
      PRIMARY KEY (run, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX takes_by_worker ON takes(worker);
    """)
}
