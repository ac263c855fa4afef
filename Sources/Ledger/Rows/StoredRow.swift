import GRDB
import GRDBSQLite

/// The row that a statement stands at. A value of another kind than its column has is an error, never a
/// trap: files are damaged and meddled with.
struct StoredRow {
  private let statement: OpaquePointer

  fileprivate init(_ statement: OpaquePointer) { self.statement = statement }

  func integer(_ column: Int) throws -> Int64 { try required(optionalInteger(column), column) }

  func optionalInteger(_ column: Int) throws -> Int64? {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, Int32(column))
    case SQLITE_NULL: return nil
    default: throw wrong(column, "is not an integer")
    }
  }

  func number(_ column: Int) throws -> Double { try required(optionalNumber(column), column) }

  func optionalNumber(_ column: Int) throws -> Double? {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_FLOAT, SQLITE_INTEGER: return sqlite3_column_double(statement, Int32(column))
    case SQLITE_NULL: return nil
    default: throw wrong(column, "is not a number")
    }
  }

  func text(_ column: Int) throws -> String { try required(optionalText(column), column) }

  func optionalText(_ column: Int) throws -> String? {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_TEXT:
      guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
      let count = Int(sqlite3_column_bytes(statement, Int32(column)))
      return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    case SQLITE_NULL: return nil
    default: throw wrong(column, "is not text")
    }
  }

  /// Empty where the column is NULL.
  func bytes(_ column: Int) throws -> [UInt8] {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, Int32(column)))
      guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
      return Array(UnsafeRawBufferPointer(start: start, count: count))
    case SQLITE_NULL: return []
    default: throw wrong(column, "is not a sequence of bytes")
    }
  }

  private func required<Value>(_ value: Value?, _ column: Int) throws -> Value {
    guard let value else { throw wrong(column, "is missing (NULL)") }
    return value
  }

  private func wrong(_ column: Int, _ what: String) -> DamagedRecord {
    let name = sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? "?"
    return DamagedRecord("\(name) \(what)")
  }
}

extension Database {
  /// Calls `body` for each row that a statement gives.
  func forEachRow(
    _ sql: String, _ arguments: StatementArguments = [], _ body: (StoredRow) throws -> Void
  ) throws {
    try makeStatement(sql: sql).forEachRow(arguments, body)
  }
}

extension Database {
  /// The only number that a statement gives: a count, or a PRAGMA.
  ///
  /// - Throws: ``DamagedRecord`` if it gives none.
  func integer(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
    guard let value = try Int.fetchOne(self, sql: sql, arguments: arguments) else {
      throw DamagedRecord("\"\(sql)\" gives no number")
    }
    return value
  }

  /// The only text that a statement gives.
  ///
  /// - Throws: ``DamagedRecord`` if it gives none.
  func text(_ sql: String) throws -> String {
    guard let value = try String.fetchOne(self, sql: sql) else {
      throw DamagedRecord("\"\(sql)\" gives no text")
    }
    return value
  }
}

extension Statement {
  /// As ``GRDB/Database/forEachRow(_:_:_:)``, for a statement that is used again and again.
  func forEachRow(
    _ arguments: StatementArguments, _ body: (StoredRow) throws -> Void
  ) throws {
    try setArguments(arguments)
    let row = StoredRow(sqliteStatement)
    defer { sqlite3_reset(sqliteStatement) }
    while true {
      let code = sqlite3_step(sqliteStatement)
      guard code == SQLITE_ROW else {
        guard code == SQLITE_DONE else {
          let connection = sqlite3_db_handle(sqliteStatement)
          throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: sqlite3_errmsg(connection).map { String(cString: $0) }, sql: sql)
        }
        return
      }
      try body(row)
    }
  }
}
