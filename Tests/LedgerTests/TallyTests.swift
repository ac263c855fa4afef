import Ledger
import Testing

/// Counts that are kept are those of the runs.
struct TallyTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3) + Sample.specifications(2, dataset: "letters"))
  }

  @Test func `Kept and counted are the same`() throws {
    let counted = try #require(try store.tally(experiment: "try"))
    try store.keepCells(of: "try") { _ in [:] }
    #expect(try store.tally(experiment: "try") == counted)
    #expect(counted.counts.map(\.dataset) == ["digits", "letters"])
    #expect(counted.counts.map(\.runs) == [3, 2] && counted.counts.map(\.planned) == [9, 6])
    #expect(try store.count(RunQuery(experiment: "try")) == 5)
    #expect(try store.tally(experiment: "none") == nil)
  }

  @Test func `A change is counted at once`() throws {
    try store.keepCells(of: "try") { _ in [:] }
    try store.setDeleted(true, [try store.runs(experiment: "try")[0].address])
    #expect(try store.count(RunQuery(experiment: "try")) == 4)
    try store.fill([Sample.specification(0.9)])
    try store.keepCells(of: "try") { _ in [:] }
    #expect(try store.tally(experiment: "try")?.superseded == 4)
    #expect(try store.count(RunQuery(experiment: "try", includesSuperseded: true)) == 5)
  }

  @Test func `Nothing is kept of what is not done`() throws {
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue([Sample.specification(0.8)], submission: submission)
    try store.keepCells(of: "try") { _ in [:] }
    let run = try #require(try store.claim(submission: submission, limit: 1).first)
    try store.keep([(run, [Sample.result().evaluations[0]])])
    #expect(try store.progress(experiment: "try")?.recorded == 1)
  }
}
