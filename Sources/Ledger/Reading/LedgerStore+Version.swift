import GRDB

extension LedgerStore {
  /// A number that differs from the one before if another connection has written to the ledger since
  /// (`PRAGMA data_version`). It says nothing about this store's own writes.
  package func dataVersion() throws -> Int {
    try read { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }
}
