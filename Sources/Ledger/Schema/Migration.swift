import GRDB

/// What brings a ledger from one version of its tables to the next.
enum Migration: Sendable {
  case statements(String)
  /// Statements, and then what SQL cannot do.
  case statementsAnd(String, @Sendable (Database) throws -> Void)

  private var sql: String {
    switch self {
    case .statements(let sql), .statementsAnd(let sql, _): sql
    }
  }

  /// Brings the tables to the newest version, and only then does what SQL cannot do: that reads runs as
  /// this program does, from the newest columns.
  static func apply(_ steps: ArraySlice<Migration>, _ db: Database) throws {
    for step in steps { try db.execute(sql: step.sql) }
    for case .statementsAnd(_, let body) in steps { try body(db) }
  }
}
