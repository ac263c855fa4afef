import GRDB

extension LedgerStore {
  /// Keeps at most so many pages of the file in this process, which takes 64 MB of them otherwise. The
  /// system keeps what it has room for.
  ///
  /// - Throws: ``LedgerError``
  package func limitCache(megabytes: Int) throws {
    // Negative: KiB in place of pages.
    try read { try $0.execute(sql: "PRAGMA cache_size = -\(1024 * megabytes)") }
  }
}
