import GRDB

extension LedgerStore {
  /// The motions of runs that ``removeDeleted()`` is about to remove.
  func motionsOfDeleted(_ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT \(TraceReference.motion(of: "trace")) FROM runs JOIN evaluations USING (run)
        WHERE is_deleted = 1 AND status <> 'running' AND trace IS NOT NULL
        """)
  }

  /// Removes from some motions the traces that evaluations no longer refer to.
  func removeUnusedTraces(of motions: [Int64], _ db: Database) throws {
    var used: [Int64: Set<Int>] = [:]
    try db.forEachRow(
      """
      SELECT DISTINCT trace FROM evaluations
      WHERE \(TraceReference.motion(of: "trace")) IN (SELECT value FROM json_each(?))
      """, ["\(motions)"]
    ) { row in
      let reference = TraceReference(try row.integer(0))
      used[reference.motion, default: []].insert(reference.place)
    }
    for motion in motions {
      guard let places = used[motion] else {
        try db.execute(sql: "DELETE FROM motions WHERE motion = ?", arguments: [motion])
        continue
      }
      // What is damaged stays for `doctor` to see.
      guard let list = try MotionReader(db).list(motion) else { continue }
      let statement = try BoundStatement(db, "UPDATE motions SET traces = ? WHERE motion = ?")
      statement.bind(list.keeping(places).bytes)
      statement.bind(motion)
      try statement.run()
    }
  }
}
