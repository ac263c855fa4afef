import Ledger
import Testing

/// Several processes on one run: each model is one process's, and none is computed twice.
struct HelpingTests {
  private let scratch: Scratch
  private let owner: LedgerStore
  private let helper: LedgerStore
  private let submission: Int64
  private let claimed: [ClaimedRun]

  /// Two runs of three models, claimed by one store; another one has nothing to claim.
  init() throws {
    scratch = try Scratch()
    owner = try LedgerStore(path: scratch.path())
    helper = try LedgerStore(path: scratch.path())
    submission = try owner.registerExperiment("try", provenance: Sample.provenance())
    _ = try owner.enqueue(Sample.specifications(2), submission: submission)
    claimed = try owner.claim(submission: submission, limit: 10)
    #expect(claimed.count == 2)
    #expect(try helper.claim(submission: submission, limit: 10).isEmpty)
  }

  private static func evaluation(_ model: String) throws -> Evaluation {
    try #require(Sample.result().evaluations.first { $0.model == model })
  }

  @Test func `The last model that nobody has begun with is taken`() throws {
    #expect(try owner.take("alpha", of: claimed) == Set(claimed.map(\.key)))
    let first = try #require(try helper.help(submission: submission))
    #expect(first.model == "gamma")
    #expect(first.runs.map(\.id) == claimed.map(\.id))
    #expect(try helper.help(submission: submission)?.model == "beta")
    #expect(try helper.help(submission: submission) == nil, "alpha is being computed")
    #expect(try owner.take("gamma", of: claimed).isEmpty, "it is the helper's")
  }

  @Test func `What was scored elsewhere is known when the run is claimed again`() throws {
    let helped = try #require(try helper.help(submission: submission))
    for model in ["alpha", "beta"] {
      _ = try owner.take(model, of: claimed)
      try owner.keep(claimed.map { ($0, [try Self.evaluation(model)]) })
    }
    try owner.handBack(claimed)
    #expect(try owner.claim(submission: submission, limit: 10).isEmpty, "gamma is not there yet")
    #expect(try owner.holders(submission: submission).map(\.runs) == [2])
    #expect(try owner.holders(experiment: "try").map(\.runs) == [2], "the helper is at work")
    try helper.keep(helped.runs.map { ($0, [try Self.evaluation("gamma")]) })
    try helper.endHelping()
    let again = try owner.claim(submission: submission, limit: 10)
    #expect(again.map { $0.known.map(\.model).sorted() } == [Sample.models, Sample.models])
    for run in again { #expect(try owner.finish(run, Sample.result())) }
    #expect(try owner.holders(submission: submission).isEmpty)
    #expect(try owner.examine().allSatisfy { $0.grade == .fine })
  }

  @Test func `Who has claimed runs and scores them is one process at work`() throws {
    #expect(try owner.holders(experiment: "try").map(\.runs) == [2])
    _ = try owner.take("alpha", of: claimed)
    #expect(try owner.holders(experiment: "try").map(\.runs) == [2])
    let work = try owner.work(experiment: "try", limit: 10)
    #expect(work.map(\.end) == [nil, nil])
    #expect(work.map(\.evaluations) == [0, 0])
    try owner.keep(claimed.map { ($0, [try Self.evaluation("alpha")]) })
    #expect(try owner.work(experiment: "try", limit: 10).map(\.evaluations) == [1, 1])
    for run in claimed { #expect(try owner.finish(run, Sample.result())) }
    #expect(try owner.holders(experiment: "try").isEmpty)
    #expect(try owner.work(experiment: "try", limit: 1).count == 1)
  }

  @Test func `What a helper has scored is not scored again`() throws {
    let helped = try #require(try helper.help(submission: submission))
    try helper.keep(helped.runs.map { ($0, [try Self.evaluation("gamma")]) })
    try helper.endHelping()
    #expect(try owner.take("gamma", of: claimed).isEmpty)
    #expect(try owner.take("beta", of: claimed).count == 2)
  }

  @Test func `A helper that gives up leaves the models to others`() throws {
    _ = try helper.help(submission: submission)
    try helper.endHelping()
    #expect(try owner.take("gamma", of: claimed).count == 2)
  }

  @Test func `Models that were given back are found again`() throws {
    #expect(try owner.take("alpha", of: claimed).count == 2)
    #expect(try helper.help(submission: submission)?.model == "gamma")
    #expect(try helper.help(submission: submission)?.model == "beta")
    try helper.endHelping()
    #expect(try helper.help(submission: submission)?.model == "gamma")
    #expect(try helper.help(submission: submission)?.model == "beta")
    #expect(try helper.help(submission: submission) == nil)
  }

  @Test func `A helper records only what it has taken`() throws {
    let helped = try #require(try helper.help(submission: submission))
    try helper.keep(helped.runs.map { ($0, [try Self.evaluation("alpha")]) })
    let runs = try owner.runs(experiment: "try")
    #expect(try owner.evaluations(of: runs).values.allSatisfy(\.isEmpty))
  }

  @Test func `A killed run gives its models back`() throws {
    _ = try owner.take("alpha", of: claimed)
    try owner.release(claimed)
    _ = try helper.enqueue(Sample.specifications(2), submission: submission)
    #expect(try helper.claim(submission: submission, limit: 10).count == 2)
  }
}
