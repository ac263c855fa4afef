import GRDB
import Ledger
import Testing

/// What is kept beside the runs of an experiment is gone as soon as one of them changes.
struct CellsTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    try store.fill([Sample.specification(0.5, dataset: "letters")], experiment: "other")
    for name in ["try", "other"] { try keep(name) }
  }

  @discardableResult
  private func keep(_ experiment: String) throws -> Bool {
    try store.keepCells(of: experiment) { ["count": [UInt8($0.count)], "empty": []] }
  }

  private func kept(_ experiment: String) throws -> [UInt8]? {
    try store.cells(of: experiment, ["count", "missing"])["count"]
  }

  @Test func `What was kept is read back`() throws {
    #expect(try kept("try") == [3])
    #expect(try store.cells(of: "try", ["count", "empty"]) == ["count": [3], "empty": []])
    #expect(try store.cells(of: "nobody", ["count"]).isEmpty)
    #expect(try !keep("try"), "it is there already")
  }

  @Test(arguments: ["deleted", "submitted", "restored", "retried", "by another program"])
  func `A changed run removes it`(change: String) throws {
    let run = try store.runs(experiment: "try")[0].address
    switch change {
    case "deleted": try store.setDeleted(true, [run])
    case "submitted": try store.fill([Sample.specification(0.9)])
    case "restored":
      try store.setDeleted(true, [run])
      try keep("try")
      try store.setDeleted(false, [run])
    case "retried":
      let submission = try store.registerExperiment("try", provenance: Sample.provenance())
      _ = try store.enqueue(Sample.specifications(3), submission: submission)
    default:
      try scratch.sql {
        try $0.execute(
          sql: "UPDATE runs SET weighted_tau = 0.25, summary = NULL WHERE run = \(run.row)")
      }
    }
    #expect(try kept("try") == nil)
    #expect(try kept("other") == [1], "another experiment's stays")
    #expect(try keep("try"))
  }

  @Test func `A note changes no table`() throws {
    let run = try store.runs(experiment: "try")[0].address
    try store.setNote("strange", of: run)
    try store.addTag("best", to: [run])
    #expect(try kept("try") == [3])
  }

  @Test func `What changes meanwhile is not kept`() throws {
    let run = try store.runs(experiment: "try")[0].address
    try store.setDeleted(true, [run])
    let isKept = try store.keepCells(of: "try") { runs in
      try store.setDeleted(false, [run])
      return ["count": [UInt8(runs.count)]]
    }
    #expect(!isKept)
    #expect(try kept("try") == nil)
  }

  @Test func `A trigger of another text is none of ours`() throws {
    store.close()
    try scratch.sql {
      try $0.execute(
        sql: """
          DROP TRIGGER cells_of_added_membership;
          CREATE TRIGGER cells_of_added_membership AFTER INSERT ON memberships BEGIN
            DELETE FROM runs;
          END;
          """)
    }
    let error = #expect(throws: LedgerError.self) { try LedgerStore(path: scratch.path()) }
    #expect(error?.description.contains("has the trigger \"cells_of_added_membership\"") == true)
  }

  @Test func `Damaged bytes are not given out`() throws {
    try scratch.sql { try $0.execute(sql: "UPDATE cells SET content = x'07' WHERE name = 'count'") }
    #expect(try kept("try") == nil)
  }
}
