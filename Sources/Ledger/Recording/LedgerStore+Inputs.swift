import GRDB

extension LedgerStore {
  /// What an input digest is made of, name to digest; nil in ledgers from before it was kept.
  package func inputParts(of digest: String) throws -> [String: String]? {
    try read { try inputParts(of: digest, $0) }
  }

  /// The names that two sets of parts do not share with the same digest, sorted.
  package static func differences(
    _ before: [String: String], _ after: [String: String]
  ) -> [String] {
    Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  func keep(_ inputs: [String: [String: String]], _ db: Database) throws {
    for (digest, parts) in inputs.sorted(by: { $0.key < $1.key }) {
      try db.cachedStatement(
        sql: "INSERT INTO inputs(digest, parts) VALUES (?, ?) ON CONFLICT DO NOTHING"
      ).execute(arguments: [digest, JSONColumn.encode(parts)])
    }
  }

  func inputParts(of digest: String, _ db: Database) throws -> [String: String]? {
    try String.fetchOne(
      db, sql: "SELECT parts FROM inputs WHERE digest = ?", arguments: [digest]
    ).map { try JSONColumn.decode($0, as: [String: String].self) }
  }

  /// Compares new runs with the newest earlier ones of the same dataset and metric.
  func changedInputs(
    of added: [RunSpecification], _ submission: Int64, _ db: Database
  ) throws -> [InputChange] {
    guard !added.isEmpty else { return [] }
    let earlier = try digestsBySample(submission, db)
    var changes: [String: InputChange] = [:]
    for specification in added {
      let sample = Sample(dataset: specification.dataset, metric: specification.metric)
      let others = earlier[sample, default: []].filter { $0 != specification.inputDigest }
      guard let before = others.first else { continue }
      var change =
        try changes[specification.dataset]
        ?? InputChange(
          dataset: specification.dataset, runs: 0,
          parts: differences(before, specification.inputDigest, db))
      change.runs += 1
      changes[specification.dataset] = change
    }
    return changes.values.sorted { $0.dataset < $1.dataset }
  }

  private func differences(_ before: String, _ after: String, _ db: Database) throws -> [String] {
    guard let before = try inputParts(of: before, db), let after = try inputParts(of: after, db)
    else { return [] }
    return Self.differences(before, after)
  }

  private struct Sample: Hashable {
    let dataset: String
    let metric: String
  }

  /// The input digests that an experiment's runs had, newest first. Reads every run once.
  private func digestsBySample(
    _ submission: Int64, _ db: Database
  ) throws -> [Sample: [String]] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT runs.dataset, runs.metric, runs.input_digest
        FROM submissions JOIN memberships USING (experiment) JOIN runs ON runs.run = memberships.run
        WHERE submissions.submission = ? AND runs.status = 'finished'
        GROUP BY runs.dataset, runs.metric, runs.input_digest ORDER BY max(runs.run) DESC
        """, arguments: [submission])
    var digests: [Sample: [String]] = [:]
    for row in rows {
      digests[Sample(dataset: row[0], metric: row[1]), default: []].append(row[2])
    }
    return digests
  }
}
