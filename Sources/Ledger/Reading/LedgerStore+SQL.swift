import Conditions
import GRDB

extension LedgerStore {
  /// Reads by a statement over the tables, the view `scores`, and the view `run_list`, which has the
  /// columns of ``RunColumn`` for every run that is not deleted.
  ///
  /// - Parameter sql: one statement; what would write is refused.
  /// - Throws: ``SQLError`` for a statement that does not read, or that SQLite does not understand.
  package func answer(sql: String) throws -> SQLAnswer {
    do {
      return try withDatabase { queue in
        try queue.writeWithoutTransaction { db in
          try Self.makeViews(db)
          return try Self.answer(sql, db)
        }
      }
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_READONLY, .SQLITE_RANGE:
        throw SQLError("--sql: \(error.message ?? "the statement is not understood"). \(Self.hint)")
      default: throw LedgerError(error, path: path)
      }
    }
  }

  private static let hint =
    "Give one statement that reads, such as: SELECT * FROM run_list LIMIT 10"

  private static func answer(_ sql: String, _ db: Database) throws -> SQLAnswer {
    let statement = try db.makeStatement(sql: sql)
    guard statement.isReadonly, !statement.columnNames.isEmpty else {
      throw SQLError("--sql: the statement does not only read. \(hint)")
    }
    var rows: [[ExpressionValue]] = []
    let cursor = try Row.fetchCursor(statement)
    while let row = try cursor.next() { rows.append(row.databaseValues.map(value)) }
    return SQLAnswer(columns: statement.columnNames, rows: rows)
  }

  /// Temporary: the file stays as it is. Nothing can be written afterwards.
  private static func makeViews(_ db: Database) throws {
    let columns = RunColumn.all.map { "\($0.sql) AS \"\($0.name)\"" }.joined(separator: ", ")
    try db.execute(
      sql: """
        PRAGMA query_only = 0;
        CREATE TEMP VIEW IF NOT EXISTS run_list AS
          SELECT \(columns) FROM runs WHERE runs.is_deleted = 0;
        PRAGMA query_only = 1;
        """)
  }

  private static func value(_ value: DatabaseValue) -> ExpressionValue {
    switch value.storage {
    case .null: .missing
    case .int64(let integer): .number(Double(integer))
    case .double(let number): .number(number)
    case .string(let text): .text(text)
    case .blob(let bytes):
      .text(
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }
}
