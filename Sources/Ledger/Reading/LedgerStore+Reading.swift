import GRDB

extension LedgerStore {
  /// Runs that answer a query.
  package func runs(_ query: RunQuery) throws -> [RecordedRun] {
    let (sql, arguments) = RunStatement.select(query)
    return try read { db in
      let reader = RunReader(db)
      var runs: [RecordedRun] = []
      try db.forEachRow(sql, arguments) { runs.append(try reader.run($0)) }
      return runs
    }
  }

  /// How many runs answer a query, whatever its limit.
  package func count(_ query: RunQuery) throws -> Int {
    if let kept = try keptCount(query) { return kept }
    let (sql, arguments) = RunStatement.count(query)
    return try read { try Int.fetchOne($0, sql: sql, arguments: arguments) ?? 0 }
  }

  /// Of all runs of an experiment, where cells keep it; nil for any other query.
  private func keptCount(_ query: RunQuery) throws -> Int? {
    guard let experiment = query.experiment, query.status == nil, query.settings == nil,
      query.condition == nil, !query.includesDeleted, let kept = try keptTally(experiment)
    else { return nil }
    return kept.runs + (query.includesSuperseded ? kept.superseded : 0)
  }

  /// The current runs of an experiment that are not deleted, in the order in which they were added.
  package func runs(experiment: String) throws -> [RecordedRun] {
    try runs(RunQuery(experiment: experiment))
  }

  /// How many runs of an experiment the latest submission of its plan does not ask for.
  package func supersededCount(experiment: String) throws -> Int {
    if let kept = try keptTally(experiment) { return kept.superseded }
    return try read { db in
      try db.integer(
        """
        SELECT count(*) FROM experiments JOIN memberships USING (experiment) JOIN runs USING (run)
        WHERE experiments.name = ? AND memberships.asked IS NOT experiments.latest
          AND runs.is_deleted = 0
        """, [experiment])
    }
  }

  /// Which of some identities have a finished run that is not deleted.
  package func finished(among identities: [String]) throws -> Set<String> {
    try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT 1 FROM runs WHERE identity = ? AND status = 'finished' AND is_deleted = 0
          """)
      return Set(try identities.filter { try Bool.fetchOne(statement, arguments: [$0]) == true })
    }
  }

  /// The run whose id, or identity, begins with `prefix`.
  ///
  /// - Throws: ``LedgerError`` if there is none, or more than one.
  package func run(_ prefix: String) throws -> RecordedRun {
    let address = try address(prefix)
    return try read { db in
      guard let run = try RunReader(db).runs(rows: [address.row]).first else {
        throw try unknown(prefix, db)
      }
      return run
    }
  }

  /// Where the run is whose id, or identity, begins with `prefix`; found even if it is damaged. A whole
  /// id is that run's, although another's may begin with it.
  ///
  /// - Throws: ``LedgerError`` if there is none, or more than one.
  package func address(_ prefix: String) throws -> RunAddress {
    try read { db in
      let digits = prefix.lowercased()
      let found = try matches(digits, db)
      if let whole = found.first(where: { $0.id == digits }) { return whole }
      if found.count == 1 { return found[0] }
      if found.isEmpty { throw try unknown(prefix, db) }
      throw LedgerError(
        .unknownRun,
        "\"\(prefix)\" is ambiguous: it begins \(found.map(\.id).joined(separator: ", ")). Give more "
          + "digits.")
    }
  }

  private func matches(_ prefix: String, _ db: Database) throws -> [RunAddress] {
    guard !prefix.isEmpty else { return [] }
    var found: [RunAddress] = []
    try db.forEachRow(
      """
      SELECT run, identity, id_length FROM runs
      WHERE identity >= ? AND identity < ? ORDER BY identity LIMIT 5
      """, [prefix, prefix + "g"]
    ) { row in
      let (identity, length) = (try row.text(1), Int(try row.integer(2)))
      found.append(
        RunAddress(row: try row.integer(0), id: String(identity.prefix(max(1, length)))))
    }
    return found
  }

  private func unknown(_ prefix: String, _ db: Database) throws -> LedgerError {
    var near: [String] = []
    for length in stride(from: prefix.count - 1, through: 3, by: -1) where near.isEmpty {
      near = try matches(String(prefix.lowercased().prefix(length)), db).map(\.id)
    }
    let remedy =
      near.isEmpty
      ? "`pedlab runs` lists the runs." : "Did you mean \(near.joined(separator: " or "))?"
    return LedgerError(.unknownRun, "there is no run \"\(prefix)\" in \(path). \(remedy)")
  }

  /// Where a run's numbers come from: the submission that computed it.
  package func provenance(ofRun run: RecordedRun) throws -> Provenance? {
    try decodedProvenance(
      """
      SELECT submissions.provenance FROM runs JOIN submissions USING (submission) WHERE run = ?
      """, [run.row])
  }

  /// Where the newest submission of an experiment comes from.
  package func provenance(ofExperiment name: String) throws -> Provenance? {
    try decodedProvenance(
      """
      SELECT provenance FROM submissions JOIN experiments USING (experiment) WHERE name = ?
      ORDER BY submission DESC LIMIT 1
      """, [name])
  }

  private func decodedProvenance(
    _ sql: String, _ arguments: StatementArguments
  ) throws -> Provenance? {
    try read { db in
      try String.fetchOne(db, sql: sql, arguments: arguments).map {
        try JSONColumn.decode($0, as: Provenance.self)
      }
    }
  }

  /// The names of the experiments, oldest first.
  package func experiments() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT name FROM experiments ORDER BY experiment") }
  }
}
