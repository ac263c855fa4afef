import Conditions
import Ledger
import Testing

/// Runs in groups, and runs of some settings, as SQL.
struct GroupTests {
  private let scratch: Scratch
  private let store: LedgerStore

  /// Two settings on two datasets in one submission, with four values of tau.
  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let runs = Sample.specifications(2) + Sample.specifications(2, dataset: "letters")
    _ = try store.enqueue(runs, submission: submission)
    let taus = [0.01: 0.25, 0.02: 0.5]
    for run in try store.claim(submission: submission, limit: 10) {
      let tau = taus[run.specification.ped?.stepSize ?? 0] ?? 0
      let shift = run.specification.dataset == "letters" ? 0.125 : 0
      try store.finish(run, Sample.result(0, tau: tau + shift))
    }
  }

  @Test func `Groups have their count, mean and sample standard deviation`() throws {
    let query = RunQuery(experiment: "try")
    let groups = try store.groups(query, by: ["dataset"], of: "weighted_tau")
    #expect(groups.map(\.keys) == [[.text("digits")], [.text("letters")]])
    #expect(groups.map(\.mean) == [0.375, 0.5])
    #expect(groups.map(\.count) == [2, 2])
    // |0.25 - 0.5| / sqrt 2: every number here is a sum of powers of two.
    #expect(groups.compactMap(\.sd).allSatisfy { abs($0 - 0.125 * 2.0.squareRoot()) < 1e-15 })
  }

  @Test func `Equal values have no deviation, one value has none that could be told`() throws {
    var query = RunQuery(experiment: "try")
    query.condition = try RunColumn.condition("step_size = 0.01")
    let equal = try store.groups(query, by: ["metric"], of: "iterations")
    #expect(equal.map(\.sd) == [0])
    let single = try store.groups(query, by: ["dataset"], of: "weighted_tau")
    #expect(single.map(\.sd) == [nil, nil])
  }

  @Test func `Groups without a value count runs, and missing keys are told apart`() throws {
    let groups = try store.groups(RunQuery(experiment: "try"), by: ["seed", "status"])
    let group = try #require(groups.first)
    #expect(groups.count == 1 && group.keys == [.missing, .text("finished")])
    #expect(group.runs == 4 && group.count == 0 && group.mean == nil && group.sd == nil)
  }

  @Test func `Runs of a setting are found on all datasets`() throws {
    let wanted = Sample.specification(0.02, dataset: "nowhere", digest: "other", models: [])
    let runs = try store.runs(experiment: "try", settings: [wanted])
    #expect(runs.map(\.specification.dataset) == ["digits", "letters"])
    #expect(runs.allSatisfy { $0.specification.ped?.stepSize == 0.02 })
    #expect(try store.runs(experiment: "try", settings: [Sample.specification(0.9)]).isEmpty)
  }

  @Test func `The fullest run of each dataset is the oldest of equals`() throws {
    let runs = try store.fullestRuns(experiment: "try")
    #expect(runs.map(\.specification.dataset) == ["digits", "letters"])
    #expect(runs.allSatisfy { $0.specification.ped?.stepSize == 0.01 })
  }

  @Test func `Progress counts evaluations of finished and of half done runs`() throws {
    let progress = try #require(try store.progress(experiment: "try"))
    #expect((progress.planned, progress.recorded, progress.failed) == (12, 12, 0))
  }
}
