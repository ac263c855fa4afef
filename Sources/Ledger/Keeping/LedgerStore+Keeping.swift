import Foundation
import GRDB

extension LedgerStore {
  /// Sets or takes back the flag that hides runs.
  package func setDeleted(_ isDeleted: Bool, _ runs: [RunAddress]) throws {
    try change(runs, "UPDATE runs SET is_deleted = ? WHERE run = ?", isDeleted)
  }

  /// Replaces the note of a run; nil removes it.
  package func setNote(_ note: String?, of run: RunAddress) throws {
    try change([run], "UPDATE runs SET note = ? WHERE run = ?", note)
  }

  /// The note; nil without one.
  package func note(of run: RunAddress) throws -> String? { try text("note", of: run) }

  /// What a failed run left to understand its failure.
  package func log(of run: RunAddress) throws -> String? { try text("log", of: run) }

  private func text(_ column: String, of run: RunAddress) throws -> String? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT \(column) FROM runs WHERE run = ?"), arguments: [run.row])
    }
  }

  /// Adds a tag; runs that have it keep it.
  package func addTag(_ tag: String, to runs: [RunAddress]) throws {
    try change(runs, "INSERT OR IGNORE INTO tags(tag, run) VALUES (?, ?)", tag)
  }

  /// Removes a tag where it is.
  package func removeTag(_ tag: String, from runs: [RunAddress]) throws {
    try change(runs, "DELETE FROM tags WHERE tag = ? AND run = ?", tag)
  }

  /// Sorted by name.
  package func tags(of run: RunAddress) throws -> [String] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT tag FROM tags WHERE run = ? ORDER BY tag", arguments: [run.row])
    }
  }

  /// The tags and the note of each run that has any, by its id.
  package func marks(of runs: [RecordedRun]) throws -> [String: RunMarks] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT (SELECT group_concat(tag, ' ') FROM tags WHERE tags.run = runs.run), note
          FROM runs WHERE run = ?
          """)
      var marks: [String: RunMarks] = [:]
      for run in runs {
        guard let row = try Row.fetchOne(statement, arguments: [run.row]) else { continue }
        let found = RunMarks(tags: row[0], note: row[1])
        if found != RunMarks() { marks[run.id] = found }
      }
      return marks
    }
  }

  private func change(
    _ runs: [RunAddress], _ sql: String, _ value: (any DatabaseValueConvertible)?
  ) throws {
    try write { db in
      let statement = try db.cachedStatement(sql: sql)
      for run in runs { try statement.execute(arguments: [value, run.row]) }
    }
  }

  /// Gives an experiment another name.
  ///
  /// - Returns: false if another experiment has that name.
  package func rename(experiment: String, to name: String) throws -> Bool {
    try write { db in
      try db.execute(
        sql: "UPDATE OR IGNORE experiments SET name = ? WHERE name = ?",
        arguments: [name, experiment])
      return db.changesCount == 1
    }
  }

  /// Those without runs whose submissions no run needs; not one that another process has just submitted,
  /// whose runs are still to come.
  private static let removalOfEmptyExperiments = """
    DELETE FROM experiments WHERE NOT EXISTS (
        SELECT 1 FROM memberships WHERE memberships.experiment = experiments.experiment)
      AND NOT EXISTS (
        SELECT 1 FROM submissions JOIN runs USING (submission)
        WHERE submissions.experiment = experiments.experiment)
      AND latest >= (
        SELECT ifnull(max(submission), 0) FROM submissions
        WHERE submissions.experiment = experiments.experiment)
    """

  /// Removes deleted runs for good with the experiments that have no others, and gives their space back.
  ///
  /// - Returns: how many.
  @discardableResult
  package func removeDeleted() throws -> Int {
    let count = try write { db in
      let motions = try motionsOfDeleted(db)
      try db.execute(sql: "DELETE FROM runs WHERE is_deleted = 1 AND status <> 'running'")
      let count = db.changesCount
      try removeUnusedTraces(of: motions, db)
      try db.execute(
        sql: """
          DELETE FROM pools WHERE pool NOT IN (SELECT pool FROM runs);
          DELETE FROM inputs WHERE digest NOT IN (SELECT input_digest FROM runs);
          """)
      try db.execute(sql: Self.removalOfEmptyExperiments)
      return count
    }
    try translated { try $0.vacuum() }
    return count
  }

  /// Moves the write-ahead log into the file.
  ///
  /// - Returns: the size of the file in bytes.
  package func checkpointedSize() throws -> Int {
    try emptyLog()
    guard let size = Self.size(ofFile: path) else {
      throw LedgerError(.missing, "the ledger at \(path) is no longer there.")
    }
    return size
  }

  /// Copies the ledger while it is in use (SQLite's online backup), to a file that must not exist.
  package func backup(to destination: String) throws {
    guard !FileManager.default.fileExists(atPath: destination) else {
      throw LedgerError(
        .other, "\(destination) exists already; a backup replaces nothing. Name another file.")
    }
    // Under its own name only when it is whole.
    let partial = "\(destination).partial-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: partial) }
    do {
      let copy = try DatabaseQueue(path: partial)
      try withDatabase { try $0.backup(to: copy) }
      try copy.close()
    } catch let error as DatabaseError {
      throw LedgerError(error, path: destination)
    }
    do {
      try FileManager.default.moveItem(atPath: partial, toPath: destination)
    } catch {
      throw LedgerError(
        .readOnly, "cannot create the backup \(destination): \(error.localizedDescription)")
    }
  }
}
