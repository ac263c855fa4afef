import Foundation
import GRDB
import Ledger
import Testing

/// Tags, notes, deletion, backups, and what doctor sees.
struct KeepingTests {
  @Test func `Tags and notes`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    let runs = try store.runs(experiment: "try")
    try store.addTag("best", to: [runs[0].address, runs[1].address])
    try store.addTag("best", to: [runs[0].address])
    try store.addTag("appendix", to: [runs[0].address])
    try store.setNote("see \"fig. 2\"", of: runs[0].address)
    #expect(try store.tags(of: runs[0].address) == ["appendix", "best"])
    #expect(
      try store.marks(of: runs) == [
        runs[0].id: RunMarks(tags: "appendix best", note: "see \"fig. 2\""),
        runs[1].id: RunMarks(tags: "best"),
      ])
    try store.removeTag("best", from: runs.map(\.address))
    try store.setNote(nil, of: runs[0].address)
    #expect(try store.tags(of: runs[0].address) == ["appendix"])
    #expect(try store.note(of: runs[0].address) == nil)
  }

  @Test func `Deletion is a flag and collection is for good`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    let runs = try store.runs(experiment: "try")
    try store.setDeleted(true, [runs[0].address, runs[1].address])
    #expect(try store.runs(experiment: "try") == [runs[2]])
    try store.setDeleted(false, [runs[0].address])
    #expect(try store.runs(experiment: "try") == [runs[0], runs[2]])
    #expect(try store.removeDeleted() == 1)
    var all = RunQuery()
    all.includesDeleted = true
    #expect(try store.runs(all) == [runs[0], runs[2]])
    #expect(try scratch.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM evaluations") } == 6)
    // What was removed is computed again by its plan.
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    #expect(try store.enqueue(Sample.specifications(3), submission: submission).queued == 1)
  }

  @Test func `An experiment without runs goes with them, a new one stays`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(2))
    try store.fill([Sample.specification(0.9)], experiment: "other")
    _ = try store.registerExperiment("new", provenance: Sample.provenance())
    try store.setDeleted(true, store.runs(experiment: "try").map(\.address))
    #expect(try store.removeDeleted() == 2)
    #expect(try store.experiments() == ["other", "new"])
  }

  @Test func `A backup is the whole ledger and replaces nothing`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(5))
    try store.backup(to: scratch.path("copy.sqlite"))
    let copy = try LedgerStore(path: scratch.path("copy.sqlite"), mode: .readOnly)
    #expect(try copy.runs(experiment: "try") == store.runs(experiment: "try"))
    let error = #expect(throws: LedgerError.self) {
      try store.backup(to: scratch.path("copy.sqlite"))
    }
    #expect(error?.description.contains("exists already; a backup replaces nothing") == true)
  }

  @Test func `Runs are found by the beginning of their id`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(40))
    let run = try store.runs(experiment: "try")[7]
    #expect(try store.run(run.id) == run)
    #expect(try store.run(run.specification.identity.uppercased()) == run)
    let unknown = #expect(throws: LedgerError.self) { try store.run("\(run.id)zz") }
    #expect(unknown?.kind == .unknownRun)
    #expect(unknown?.description.contains("Did you mean \(run.id)") == true)
    // Sixteen digits, forty runs: some begin with the same one.
    let digits = try store.runs(experiment: "try").map { String($0.id.prefix(1)) }
    let shared = try #require(digits.first { digit in digits.count { $0 == digit } > 1 })
    let ambiguous = #expect(throws: LedgerError.self) { try store.run(shared) }
    #expect(ambiguous?.description.contains("is ambiguous") == true)
  }

  private func findings(_ scratch: Scratch) throws -> [String: LedgerFinding.Grade] {
    let findings = try LedgerStore(path: scratch.path()).examine()
    return Dictionary(findings.map { ($0.check, $0.grade) }) { first, _ in first }
  }

  @Test func `Doctor is content with a whole ledger`() throws {
    let scratch = try Scratch()
    try LedgerStore(path: scratch.path()).fill(Sample.specifications(3))
    let found = try findings(scratch)
    #expect(found.values.allSatisfy { $0 == .fine }, "\(found)")
    #expect(
      Set(found.keys) == [
        "integrity", "orphans", "runs", "results", "open runs", "version", "write-ahead log",
        "space", "permissions", "file system",
      ])
  }

  @Test(arguments: [
    ("DELETE FROM runs WHERE run = 1", "orphans"),
    ("DELETE FROM evaluations WHERE run = 2 AND position = 1", "runs"),
    ("UPDATE evaluations SET score = score + 1e-15 WHERE run = 2 AND position = 1", "results"),
    ("UPDATE runs SET weighted_tau = 0.51 WHERE run = 2", "results"),
  ])
  func doctorSeesWhatOtherProgramsDid(sql: String, check: String) throws {
    let scratch = try Scratch()
    try LedgerStore(path: scratch.path()).fill(Sample.specifications(3))
    try scratch.sql { try $0.execute(sql: sql) }
    #expect(try findings(scratch)[check] == .problem)
  }

  @Test func `A changed score is not given out`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    try scratch.sql {
      try $0.execute(sql: "UPDATE evaluations SET trace = NULL WHERE run = 2 AND position = 1")
    }
    let runs = try store.runs(experiment: "try")
    let error = #expect(throws: LedgerError.self) { try store.evaluations(ofRun: runs[1]) }
    #expect(error?.kind == .damaged)
    #expect(error?.description.contains("is damaged: its scores are not what was recorded") == true)
    #expect(try store.evaluations(ofRun: runs[0]).count == 3)
  }

  @Test func `Doctor sees a damaged page`() throws {
    let scratch = try Scratch()
    try LedgerStore(path: scratch.path()).fill(Sample.specifications(60))
    // A page in the middle of the evaluations, after the log was moved into the file.
    let page = try scratch.sql { db -> Int in
      _ = try db.checkpoint(.truncate)
      return try Int.fetchOne(
        db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'evaluations'") ?? 0
    }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: scratch.path()))
    try file.seek(toOffset: UInt64(page - 1) * 4096)
    try file.write(contentsOf: Data(repeating: 0xAB, count: 4096))
    try file.close()
    #expect(try findings(scratch)["integrity"] == .problem)
    let store = try LedgerStore(path: scratch.path())
    let runs = try store.runs(experiment: "try")
    let error = #expect(throws: LedgerError.self) { try store.evaluations(ofRun: runs[0]) }
    #expect(error?.kind == .damaged)
    #expect(error?.description.contains("Run `pedlab doctor --ledger") == true)
  }

  @Test
  func `Runs of a process that was killed are left behind, those of one that goes on are not`()
    throws
  {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(3), submission: submission)
    _ = try store.claim(submission: submission, limit: 1)
    func open() throws -> LedgerFinding? { try store.examine().first { $0.check == "open runs" } }
    let held = try open()
    #expect(held?.grade == .fine && held?.text == "1 run being computed, 2 waiting")
    try scratch.sql { try $0.execute(sql: "UPDATE workers SET process = 2000000000") }
    let left = try open()
    #expect(left?.grade == .warning)
    #expect(left?.text == "3 runs left behind: `pedlab run PLAN` continues")
  }

  @Test func `Doctor tells what is left to do`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(3), submission: submission)
    try store.fail(store.claim(submission: submission, limit: 1)[0], error: "no number")
    let open = try store.examine().first { $0.check == "open runs" }
    #expect(open?.grade == .warning)
    #expect(
      open?.text
        == "1 run failed: `pedlab run PLAN --retry failed`; "
        + "2 runs left behind: `pedlab run PLAN` continues")
  }
}
