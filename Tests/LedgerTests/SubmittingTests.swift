import Ledger
import Testing

/// Exactly once: what is queued when a plan is submitted, again, wider, or on other inputs.
struct SubmittingTests {
  @Test func `A plan submitted again adds nothing`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let again = try store.enqueue(Sample.specifications(3), submission: submission)
    #expect(again.finished == 3)
    #expect(again.queued == 0)
    #expect(try store.claim(submission: submission, limit: 9).isEmpty)
  }

  @Test func `A widened grid adds only the new cells`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let wider = try store.enqueue(Sample.specifications(5), submission: submission)
    #expect(wider.finished == 3)
    #expect(wider.queued == 2)
    let claimed = try store.claim(submission: submission, limit: 9)
    #expect(claimed.map(\.specification.ped?.stepSize) == [0.04, 0.05])
  }

  @Test func `Experiments that overlap share their runs`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    let other = try store.registerExperiment("other", provenance: Sample.provenance())
    let summary = try store.enqueue(Sample.specifications(2), submission: other)
    #expect(summary.finished == 2)
    #expect(try store.runs(experiment: "other").count == 2)
    #expect(try store.runs(experiment: "try").count == 3)
  }

  @Test func `Failed runs wait for a retry`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let first = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(2), submission: first)
    let claimed = try store.claim(submission: first, limit: 9)
    try store.finish(claimed[0], Sample.result())
    try store.fail(claimed[1], error: "no number", log: "scored alpha\nfailed at beta")

    let failed = try store.runs(RunQuery(experiment: "try", status: .failed))
    #expect(failed.map(\.error) == ["no number"])
    #expect(failed.map(\.specification) == [claimed[1].specification])
    #expect(try store.log(of: failed[0].address) == "scored alpha\nfailed at beta")

    let second = try store.registerExperiment("try", provenance: Sample.provenance())
    let kept = try store.enqueue(Sample.specifications(2), submission: second)
    #expect((kept.failed, kept.queued) == (1, 0))
    let retried = try store.enqueue(
      Sample.specifications(2), submission: second, retryFailed: true)
    #expect((retried.failed, retried.queued, retried.finished) == (0, 1, 1))
    #expect(try store.claim(submission: second, limit: 9).map(\.id) == [failed[0].id])
  }

  @Test func `Deleted runs stay deleted`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(2))
    try store.setDeleted(true, [store.runs(experiment: "try")[0].address])
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let summary = try store.enqueue(Sample.specifications(2), submission: submission)
    #expect((summary.deleted, summary.finished, summary.queued) == (1, 1, 0))
  }

  @Test func `Changed inputs make new runs and are named`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let before = ["labels": "l", "features alpha": "a", "features beta": "b"]
    let after = ["labels": "l", "features alpha": "A", "reference beta": "r"]
    let first = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(2), submission: first, inputs: ["d1": before])
    for run in try store.claim(submission: first, limit: 9) {
      try store.finish(run, Sample.result())
    }
    let changed = (1...2).map { Sample.specification(Double($0) / 100, digest: "d2") }
    let summary = try store.enqueue(changed, submission: first, inputs: ["d2": after])
    #expect(summary.queued == 2)
    #expect(
      summary.changedInputs == [
        InputChange(
          dataset: "digits", runs: 2, parts: ["features alpha", "features beta", "reference beta"])
      ])
    #expect(try store.inputParts(of: "d1") == before)
    #expect(try store.runs(experiment: "try").count == 4)

    let other = try store.enqueue(
      [Sample.specification(dataset: "letters", digest: "d3")], submission: first)
    #expect(other.changedInputs.isEmpty)
  }

  @Test func `Provenance is kept whole`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(1))
    let run = try store.runs(experiment: "try")[0]
    #expect(try store.provenance(ofRun: run) == Sample.provenance())
    #expect(try store.provenance(ofExperiment: "try") == Sample.provenance())
    #expect(try store.provenance(ofExperiment: "none") == nil)
  }
}
