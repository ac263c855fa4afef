import Ledger
import Testing

/// Bringing ledgers together: idempotent, and nothing is dropped without a word.
struct MergingTests {
  private let scratch: Scratch
  private let here: LedgerStore
  private let there: LedgerStore

  init() throws {
    scratch = try Scratch()
    here = try LedgerStore(path: scratch.path("here.sqlite"))
    there = try LedgerStore(path: scratch.path("there.sqlite"))
  }

  @Test func `What is new is added once`() throws {
    try here.fill(Sample.specifications(2))
    try there.fill(Sample.specifications(5))
    let theirs = try there.runs(experiment: "try")
    try there.addTag("best", to: [theirs[4].address])
    try there.setNote("look", of: theirs[4].address)
    #expect(try here.merge(there) == MergeSummary(added: 3, same: 2))
    #expect(try here.merge(there) == MergeSummary(added: 0, same: 5))
    #expect(try here.runs(experiment: "try").count == 5)
    let merged = try here.run(theirs[4].id)
    #expect(merged.finishedAt == theirs[4].finishedAt)
    #expect(merged.createdAt == theirs[4].createdAt)
    #expect(try here.evaluations(ofRun: merged) == there.evaluations(ofRun: theirs[4]))
    #expect(try here.provenance(ofRun: merged) == Sample.provenance())
    #expect(try here.marks(of: [merged]) == [merged.id: RunMarks(tags: "best", note: "look")])
    #expect(try here.examine().allSatisfy { $0.grade == .fine })
  }

  @Test func `Into an empty ledger with several experiments`() throws {
    try there.fill(Sample.specifications(3))
    try there.fill(Sample.specifications(4), experiment: "other")
    #expect(try here.merge(there) == MergeSummary(added: 4, same: 0))
    #expect(try here.runs(experiment: "try").map(\.id) == there.runs(experiment: "try").map(\.id))
    #expect(try here.runs(experiment: "other").count == 4)
  }

  @Test func `Conflicts are reported and ours is kept`() throws {
    try here.fill(Sample.specifications(2))
    try there.fill([Sample.specification(0.01)], result: Sample.result(1e-15))
    try there.fill([Sample.specification(0.02)], result: Sample.result(0, tau: 0.6))
    let summary = try here.merge(there)
    let ours = try here.runs(experiment: "try").map(\.id)
    #expect(summary.conflicts == [ours[1]])
    #expect((summary.added, summary.same, summary.equalUpToRounding) == (0, 0, 1))
    #expect(summary.cores == ["Zen"])
    let run = try here.runs(experiment: "try")[0]
    #expect(try here.evaluations(ofRun: run) == Sample.result().evaluations)
  }

  @Test func `Runs of other inputs are superseded here`() throws {
    func add(_ metric: String, _ digest: String, accuracy: String, to store: LedgerStore) throws {
      var specification = Sample.specification(digest: digest)
      specification.metric = metric
      let submission = try store.registerExperiment("try", provenance: Sample.provenance())
      let parts = ["features alpha": "f1", "labels": "l1", "accuracy alpha": accuracy]
      _ = try store.enqueue([specification], submission: submission, inputs: [digest: parts])
      for run in try store.claim(submission: submission, limit: 1) {
        try store.finish(run, Sample.result())
      }
    }
    try add("logme", "d1", accuracy: "90", to: here)
    try add("gbc", "d2", accuracy: "91", to: there)
    let summary = try here.merge(there)
    #expect((summary.added, summary.superseded) == (1, 1))
    #expect(summary.differingInputs == ["accuracy alpha"])
    #expect(try here.runs(experiment: "try").map(\.specification.metric) == ["logme"])

    let same = try LedgerStore(path: scratch.path("same.sqlite"))
    try add("sfda", "d3", accuracy: "90", to: same)
    #expect(try here.merge(same) == MergeSummary(added: 1, same: 0))
    #expect(
      try Set(here.runs(experiment: "try").map(\.specification.metric)) == ["logme", "sfda"])
  }

  @Test func `Times are no conflict`() throws {
    try here.fill(Sample.specifications(1))
    try there.fill(Sample.specifications(1), result: Sample.result(0, seconds: 7))
    #expect(try here.merge(there) == MergeSummary(added: 0, same: 1))
  }

  @Test func `Unfinished runs here take their result`() throws {
    let submission = try here.registerExperiment("try", provenance: Sample.provenance("a"))
    _ = try here.enqueue(Sample.specifications(3), submission: submission)
    let claimed = try here.claim(submission: submission, limit: 2)
    try here.fail(claimed[0], error: "no number")
    try there.fill(Sample.specifications(3))
    #expect(try here.merge(there) == MergeSummary(added: 3, same: 0))
    #expect(try here.statusCounts()["try"] == [.finished: 3])
    // The process that computed one of them all the same comes second.
    #expect(try here.finish(claimed[1], Sample.result(5)) == false)
  }

  @Test func `Deleted and unfinished runs are counted`() throws {
    try here.fill(Sample.specifications(1))
    try here.setDeleted(true, here.runs(experiment: "try").map(\.address))
    let submission = try there.fill(Sample.specifications(1))
    _ = try there.enqueue(Sample.specifications(3), submission: submission)
    let id = try there.runs(experiment: "try")[0].id
    #expect(
      try here.merge(there)
        == MergeSummary(added: 0, same: 0, conflicts: [], deleted: [id], unfinished: 2))
  }
}
