import Ledger
import Testing

/// A sweep that is followed: each run is read once.
struct FollowedRunsTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
  }

  /// What a look takes, and whether it begins anew.
  private func look(_ runs: inout FollowedRuns) throws -> (taken: [Int64], begun: Bool) {
    var (taken, begun): ([Int64], Bool) = ([], false)
    try runs.look(at: "try", in: store, begin: { begun = true }, take: { taken.append($0.row) })
    return (taken, begun)
  }

  @Test func `Each run is taken once, when it is finished`() throws {
    var runs = FollowedRuns()
    #expect(try look(&runs).taken.isEmpty)
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(4), submission: submission)
    #expect(try look(&runs) == ([], true))
    #expect(runs.open.map(\.status) == Array(repeating: .queued, count: 4))
    let claimed = try store.claim(submission: submission, limit: 3)
    try store.finish(claimed[0], Sample.result())
    try store.finish(claimed[2], Sample.result())
    #expect(try look(&runs) == ([1, 3], false))
    #expect(Set(runs.open.map(\.status)) == [.queued, .running])
    #expect(try look(&runs) == ([], false))
    try store.finish(claimed[1], Sample.result())
    #expect(try look(&runs) == ([2], false))
  }

  @Test func `All are read again when others are current, deleted or queued anew`() throws {
    var runs = FollowedRuns()
    try store.fill(Sample.specifications(3))
    #expect(try look(&runs).taken == [1, 2, 3])
    let second = try store.runs(experiment: "try")[1].address
    try store.setDeleted(true, [second])
    #expect(try look(&runs) == ([1, 3], true))
    try store.setDeleted(false, [second])
    #expect(try look(&runs) == ([1, 2, 3], true))
    try store.fill([Sample.specification(0.03), Sample.specification(0.9)])
    #expect(try look(&runs) == ([3, 4], true))
    #expect(try look(&runs) == ([], false))
  }
}
