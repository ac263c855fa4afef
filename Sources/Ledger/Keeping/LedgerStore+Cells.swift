import GRDB

extension LedgerStore {
  /// What was worked out of the current runs of an experiment and is kept beside them, by name; empty if
  /// nothing is, or a run has changed since: whatever changes a run removes it in the same transaction
  /// (``Schema``), so that it is never behind.
  ///
  /// - Parameter names: those that are wanted.
  package func cells(of experiment: String, _ names: [String]) throws -> [String: [UInt8]] {
    try read { db in
      var found: [String: [UInt8]] = [:]
      try db.forEachRow(
        """
        SELECT cells.name, content, checksum FROM cells JOIN experiments USING (experiment)
        WHERE experiments.name = ? AND cells.name IN (SELECT value FROM json_each(?))
        """, [experiment, JSONColumn.encode(names)]
      ) { row in
        let content = try row.bytes(1)
        // What is damaged is as good as absent: it can be worked out again.
        if try row.integer(2) == Self.checksum(content) { found[try row.text(0)] = content }
      }
      return found
    }
  }

  /// Keeps what `make` works out of the current runs of an experiment, unless it is kept already, or a
  /// run changes meanwhile.
  ///
  /// - Parameter make: content by name; none may be called ``pending`` or ``tally``.
  /// - Returns: whether it is kept now.
  @discardableResult
  package func keepCells(
    of experiment: String, _ make: ([RecordedRun]) throws -> [String: [UInt8]]
  ) throws -> Bool {
    let token = Int64.random(in: .min ... .max)
    guard let number = try begin(experiment, token) else { return false }
    var documents = try make(runs(experiment: experiment))
    // Evaluations come and go without their run as long as it is not done.
    if let counted = try read({ try countedTally(experiment, $0) }), counted.isDone {
      documents[Self.tally] = try counted.bytes()
    }
    return try write(isDurable: false) { db in
      // The mark has gone if anything has changed since it was made.
      try db.execute(
        sql: "DELETE FROM cells WHERE experiment = ? AND name = ? AND checksum = ?",
        arguments: [number, Self.pending, token])
      guard db.changesCount == 1 else { return false }
      for (name, content) in documents.sorted(by: { $0.key < $1.key }) {
        try insert(number, name, content, Self.checksum(content), db)
      }
      return true
    }
  }

  /// The name of the mark that stands while cells are worked out.
  private static let pending = "pending"

  /// - Returns: the experiment; nil if there is none of this name, or its cells are kept.
  private func begin(_ experiment: String, _ token: Int64) throws -> Int64? {
    try write(isDurable: false) { db in
      guard
        let number = try Int64.fetchOne(
          db, sql: "SELECT experiment FROM experiments WHERE name = ?", arguments: [experiment])
      else { return nil }
      let isKept = try Bool.fetchOne(
        db, sql: "SELECT 1 FROM cells WHERE experiment = ? AND name <> ?",
        arguments: [number, Self.pending])
      guard isKept == nil else { return nil }
      try db.execute(sql: "DELETE FROM cells WHERE experiment = ?", arguments: [number])
      try insert(number, Self.pending, [], token, db)
      return number
    }
  }

  private func insert(
    _ experiment: Int64, _ name: String, _ content: [UInt8], _ checksum: Int64, _ db: Database
  ) throws {
    let statement = try BoundStatement(
      db, "INSERT INTO cells(experiment, name, content, checksum) VALUES (?, ?, ?, ?)")
    statement.bind(experiment)
    statement.bind(name)
    statement.bind(content)
    statement.bind(checksum)
    try statement.run()
  }

  private static func checksum(_ content: [UInt8]) -> Int64 {
    var checksum = ResultChecksum()
    checksum.add(content)
    return checksum.value
  }
}
