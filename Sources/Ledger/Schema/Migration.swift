import GRDB

/// What brings a ledger from one version of its tables to the next.
enum Migration: Sendable {
  case statements(String)
  /// Statements, and then what SQL cannot do.
  case statementsAnd(String, @Sendable (Database) throws -> Void)

  var sql: String {
    switch self {
    case .statements(let sql), .statementsAnd(let sql, _): sql
    }
  }

  func apply(_ db: Database) throws {
    try db.execute(sql: sql)
    if case .statementsAnd(_, let body) = self { try body(db) }
  }
}
