import GRDB
import Ledger
import Testing

/// What the row of a run holds of its result is checked, also in ledgers from before there was a checksum
/// of it.
struct SummaryTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    store.close()
    try scratch.sql { db in
      try db.execute(
        sql: """
          ALTER TABLE runs DROP COLUMN summary;
          DROP INDEX runs_deleted;
          PRAGMA user_version = 10;
          """)
    }
  }

  @Test func `A ledger of version 10 gets the checksums`() throws {
    let store = try LedgerStore(path: scratch.path())
    #expect(try store.runs(RunQuery()).count == 3)
    try scratch.sql { try $0.execute(sql: "UPDATE runs SET pearson = 0.5 WHERE run = 1") }
    #expect(throws: LedgerError.self) { try store.runs(RunQuery()) }
  }

  @Test(arguments: [
    "UPDATE runs SET weighted_tau = 0.51 WHERE run = 2",
    "UPDATE evaluations SET score = 7 WHERE run = 2 AND position = 1",
  ])
  func `What was damaged before stays damaged`(sql: String) throws {
    try scratch.sql { try $0.execute(sql: sql) }
    let store = try LedgerStore(path: scratch.path())
    let error = #expect(throws: LedgerError.self) { try store.runs(RunQuery()) }
    #expect(error?.kind == .damaged)
  }
}
