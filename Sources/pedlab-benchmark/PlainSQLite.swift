import Foundation
import GRDBSQLite

/// The yardstick of ``RecordingBenchmark``: the rows of a ledger written to a fresh file by SQLite's
/// C interface alone, with the same tables, WAL and `synchronous = FULL`.
package enum PlainSQLite {
  private enum Value {
    case null
    case integer(Int64)
    case real(Double)
    case text([CChar])
    case blob([UInt8])
  }

  private typealias Rows = [[Value]]

  /// Writes each run with its membership, motion and evaluations.
  ///
  /// - Parameters:
  ///   - source: a ledger; it is read before the time starts.
  ///   - runsPerTransaction: after so many runs it waits for the disk.
  /// - Returns: seconds.
  package static func rewrite(
    _ source: String, to path: String, runsPerTransaction: Int
  ) throws -> Double {
    let reader = try Connection(source)
    let runs = try reader.rows("SELECT * FROM runs ORDER BY run")
    let memberships = try reader.rows("SELECT * FROM memberships ORDER BY run")
    let evaluations = try reader.rows("SELECT * FROM evaluations ORDER BY run, position")
    let motions = try reader.rows("SELECT * FROM motions ORDER BY motion")
    let shared = try ["experiments", "submissions", "pools", "inputs"].map {
      ($0, try reader.rows("SELECT * FROM \($0)"))
    }
    let writer = try Connection(path)
    try writer.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    for row in try reader.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL") {
      guard case .text(let sql) = row[0] else { continue }
      try writer.execute(
        String(decoding: sql.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    let perRun = evaluations.count / max(1, runs.count)
    return try RecordingBenchmark.seconds {
      try writer.execute("BEGIN IMMEDIATE")
      for (table, rows) in shared { try writer.insert(rows[...], into: table) }
      for start in stride(from: 0, to: runs.count, by: runsPerTransaction) {
        let end = min(start + runsPerTransaction, runs.count)
        if start > 0 { try writer.execute("BEGIN IMMEDIATE") }
        try writer.insert(runs[start..<end], into: "runs")
        try writer.insert(memberships[start..<end], into: "memberships")
        try writer.insert(
          motions[motions.count * start / runs.count..<motions.count * end / runs.count],
          into: "motions")
        try writer.insert(evaluations[start * perRun..<end * perRun], into: "evaluations")
        try writer.execute("COMMIT")
      }
    }
  }

  private final class Connection {
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    init(_ path: String) throws { try check(sqlite3_open(path, &database)) }

    deinit {
      for statement in statements.values { sqlite3_finalize(statement) }
      sqlite3_close(database)
    }

    func execute(_ sql: String) throws { try check(sqlite3_exec(database, sql, nil, nil, nil)) }

    func rows(_ sql: String) throws -> Rows {
      var statement: OpaquePointer?
      try check(sqlite3_prepare_v2(database, sql, -1, &statement, nil))
      defer { sqlite3_finalize(statement) }
      var rows: Rows = []
      while sqlite3_step(statement) == SQLITE_ROW {
        rows.append((0..<sqlite3_column_count(statement)).map { value(statement, $0) })
      }
      return rows
    }

    func insert(_ rows: ArraySlice<[Value]>, into table: String) throws {
      guard let width = rows.first?.count else { return }
      let statement = try inserting(width, table)
      for row in rows {
        for (index, value) in row.enumerated() { bind(value, Int32(index + 1), statement) }
        guard sqlite3_step(statement) == SQLITE_DONE else { return try check(SQLITE_ERROR) }
        sqlite3_reset(statement)
      }
    }

    private func inserting(_ width: Int, _ table: String) throws -> OpaquePointer? {
      if let known = statements[table] { return known }
      let places = Array(repeating: "?", count: width).joined(separator: ", ")
      var statement: OpaquePointer?
      try check(
        sqlite3_prepare_v3(
          database, "INSERT INTO \(table) VALUES (\(places))", -1,
          UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
      statements[table] = statement
      return statement
    }

    private func bind(_ value: Value, _ index: Int32, _ statement: OpaquePointer?) {
      // The values outlive the step: SQLite need not copy them.
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let number): sqlite3_bind_int64(statement, index, number)
      case .real(let number): sqlite3_bind_double(statement, index, number)
      case .text(let text): sqlite3_bind_text(statement, index, text, Int32(text.count - 1), nil)
      case .blob(let bytes): sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), nil)
      }
    }

    private func value(_ statement: OpaquePointer?, _ column: Int32) -> Value {
      switch sqlite3_column_type(statement, column) {
      case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
      case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
      case SQLITE_TEXT:
        return sqlite3_column_text(statement, column).map {
          .text(Array(String(cString: $0).utf8CString))
        } ?? .null
      case SQLITE_BLOB:
        let count = Int(sqlite3_column_bytes(statement, column))
        return .blob(
          Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count))
        )
      default: return .null
      }
    }

    private func check(_ code: Int32) throws {
      guard code != SQLITE_OK else { return }
      throw PlainSQLiteError(reason: String(cString: sqlite3_errmsg(database)))
    }
  }
}

/// What SQLite's C interface said.
struct PlainSQLiteError: Error, CustomStringConvertible {
  let reason: String
  var description: String { "plain SQLite: \(reason)" }
}
