import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// Which files are taken for ledgers, and how old ones are brought up to date.
struct OpeningTests {
  private func error(_ scratch: Scratch, _ mode: LedgerStore.Mode = .readWrite) -> LedgerError? {
    #expect(throws: LedgerError.self) { try LedgerStore(path: scratch.path(), mode: mode) }
  }

  private static func fixture() throws -> String {
    try PackageFiles.fixture("ledger/version1.sql")
  }

  @Test func `There is no ledger`() throws {
    let scratch = try Scratch()
    let error = error(scratch, .readOnly)
    #expect(error?.kind == .missing)
    #expect(
      error?.description
        == "there is no ledger at \(scratch.path()): no run was recorded there. `pedlab run PLAN` makes one, unless"
        + " it refuses the plan, its store or its ground truth; --ledger names another."
    )
    #expect(!FileManager.default.fileExists(atPath: scratch.path()))
  }

  @Test func `The folder is made`() throws {
    let scratch = try Scratch()
    _ = try LedgerStore(path: scratch.path("a/b/ledger.sqlite"))
    #expect(FileManager.default.fileExists(atPath: scratch.path("a/b/ledger.sqlite")))
  }

  @Test func `A text file is refused and left alone`() throws {
    let scratch = try Scratch()
    let text = String(repeating: "experiment: not a database\n", count: 100)
    try text.write(toFile: scratch.path(), atomically: true, encoding: .utf8)
    let error = error(scratch)
    #expect(error?.kind == .foreign)
    #expect(
      error?.description.hasSuffix(
        "is not a ledger: it is not an SQLite file. Name another --ledger.")
        == true)
    #expect(try String(contentsOfFile: scratch.path(), encoding: .utf8) == text)
  }

  @Test func `Another programs database is refused and left alone`() throws {
    let scratch = try Scratch()
    try scratch.sql { try $0.execute(sql: "CREATE TABLE runs (run_uuid TEXT)") }
    let before = try Data(contentsOf: URL(fileURLWithPath: scratch.path()))
    let error = error(scratch)
    #expect(error?.kind == .foreign)
    #expect(error?.description.contains("SQLite file of another program") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path())) == before)
  }

  @Test func `A newer ledger is refused`() throws {
    let scratch = try Scratch()
    try LedgerStore(path: scratch.path()).fill(Sample.specifications(1))
    try scratch.sql { try $0.execute(sql: "PRAGMA user_version = 99") }
    for mode in [LedgerStore.Mode.readWrite, .readOnly] {
      let error = error(scratch, mode)
      #expect(error?.kind == .newer)
      #expect(
        error?.description.hasSuffix(
          "has version 99, and this pedlab knows versions up to 11. Update pedlab.") == true)
    }
  }

  @Test func `An old ledger is migrated after a backup`() throws {
    let scratch = try Scratch()
    let sql = try Self.fixture()
    try scratch.sql { try $0.execute(sql: sql) }
    #expect(
      error(scratch, .readOnly)?.description.contains("has the older version 1. `pedlab doctor")
        == true)

    let store = try LedgerStore(path: scratch.path())
    let runs = try store.runs(experiment: "version-one")
    #expect(runs.count == 5)
    #expect(runs.allSatisfy { $0.status == .finished })
    let scores = try store.evaluations(of: runs).values.joined()
    #expect(scores.count == 15)
    #expect(scores.filter { !$0.trace.isEmpty }.count == 12)
    let marked = runs.filter { (try? store.tags(of: $0.address)) == ["kept"] }
    #expect(try store.note(of: marked[0].address) == "from version 1")
    #expect(try store.examine().allSatisfy { $0.grade == .fine })
    // Another name than the backup's: the program works on.
    try store.fill(Sample.specifications(2))

    let version = try scratch.sql("ledger.sqlite.version-1.backup") { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA user_version"),
        try Int.fetchOne(db, sql: "SELECT count(*) FROM evaluations")
      )
    }
    #expect(version.0 == 1)
    #expect(version.1 == 15)
  }

  @Test func `Many processes migrate once`() throws {
    let scratch = try Scratch()
    let sql = try Self.fixture()
    try scratch.sql { try $0.execute(sql: sql) }
    let path = scratch.path()
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      #expect(throws: Never.self) { try LedgerStore(path: path) }
    }
    #expect(try LedgerStore(path: path).examine().allSatisfy { $0.grade == .fine })
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(files.filter { $0.contains("version-1") } == ["ledger.sqlite.version-1.backup"])
  }

  @Test func `A ledger that was deleted under us is not written to`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.fill(Sample.specifications(1))
    try FileManager.default.moveItem(atPath: scratch.path(), toPath: scratch.path("moved"))
    let error = #expect(throws: LedgerError.self) {
      try store.claim(submission: submission, limit: 1)
    }
    #expect(error?.kind == .replaced)
    #expect(error?.description.contains("was deleted or replaced while it was in use") == true)
    try FileManager.default.moveItem(atPath: scratch.path("moved"), toPath: scratch.path())
    #expect(try store.claim(submission: submission, limit: 1).isEmpty)
  }
}
