import GRDB
import Ledger
import Testing

/// Runs are found by their row: names are for people only.
struct CollisionTests {
  private let scratch: Scratch
  private let store: LedgerStore

  /// Two runs whose identities begin with the same digits.
  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(2))
    try scratch.sql { db in
      let identities = try String.fetchAll(db, sql: "SELECT identity FROM runs ORDER BY run")
      let other = identities[0].dropFirst(12).first == "0" ? "1" : "0"
      try db.execute(
        sql: "UPDATE runs SET identity = ?, id_length = 13 WHERE run = 2",
        arguments: [identities[0].prefix(12) + other + identities[1].dropFirst(13)])
    }
  }

  @Test func `Each is found by its own name`() throws {
    let runs = try store.runs(experiment: "try")
    #expect(runs[1].id.hasPrefix(runs[0].id) && runs.map(\.id.count) == [12, 13])
    for run in runs { #expect(try store.run(run.id) == run) }
    #expect(throws: LedgerError.self) { try store.run(String(runs[0].id.prefix(11))) }
  }

  @Test func `Notes, tags and scores are those of the run that was meant`() throws {
    let runs = try store.runs(experiment: "try")
    try store.setNote("second", of: store.address(runs[1].id))
    try store.addTag("first", to: [store.address(runs[0].id)])
    #expect(
      try store.marks(of: runs) == [
        runs[0].id: RunMarks(tags: "first"), runs[1].id: RunMarks(note: "second"),
      ])
    #expect(try store.evaluations(of: runs).count == 2)
    try store.setDeleted(true, [runs[0].address])
    #expect(try store.runs(experiment: "try") == [runs[1]])
  }

  @Test func `Merging keeps them apart`() throws {
    let there = try LedgerStore(path: scratch.path("there.sqlite"))
    #expect(try there.merge(store).added == 2)
    #expect(try there.runs(experiment: "try").count == 2)
  }
}
