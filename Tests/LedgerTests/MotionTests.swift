import GRDB
import Ledger
import TestSupport
import Testing

/// Traces belong to motions, which metrics share: each is stored once.
struct MotionTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
  }

  /// The same dataset and motion with another metric.
  private static func specification(_ metric: String, models: [String] = Sample.models)
    -> RunSpecification
  {
    var specification = Sample.specification(models: models)
    specification.metric = metric
    return specification
  }

  private func bytes() throws -> Int {
    try scratch.sql {
      try Int.fetchOne($0, sql: "SELECT ifnull(sum(length(traces)), 0) FROM motions") ?? 0
    }
  }

  private func motions() throws -> Int {
    try scratch.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM motions") ?? 0 }
  }

  @Test func `Two metrics share their motion`() throws {
    try store.fill([Self.specification("logme")])
    let one = try bytes()
    try store.fill([Self.specification("sfda")], experiment: "other")
    #expect(one > 0)
    #expect(try bytes() == one)
    #expect(try motions() == 1)
    for experiment in ["try", "other"] {
      let run = try store.runs(experiment: experiment)[0]
      #expect(try store.evaluations(ofRun: run) == Sample.result().evaluations)
    }
  }

  @Test func `A model more adds its trace alone`() throws {
    try store.fill([Self.specification("logme")])
    let before = try bytes()
    var result = Sample.result()
    var added = result.evaluations[0]
    added.model = "delta"
    added.trace[1].potentialEnergy = 5
    result.evaluations.append(added)
    try store.fill([Self.specification("logme", models: Sample.models + ["delta"])], result: result)
    #expect(try motions() == 1)
    // The three models of the sample have one trace.
    #expect(try bytes() == 2 * before)
  }

  @Test func `Another setting is another motion`() throws {
    try store.fill(Sample.specifications(3))
    #expect(try motions() == 3)
  }

  @Test func `Removed runs leave no trace`() throws {
    var result = Sample.result()
    result.evaluations[2].trace[1].displacement = 0.25
    try store.fill([Self.specification("logme")])
    let one = try bytes()
    try store.fill([Self.specification("sfda")], experiment: "other", result: result)
    #expect(try bytes() > one)
    let (kept, removed) = try (
      store.runs(experiment: "try")[0], store.runs(experiment: "other")[0]
    )
    try store.setDeleted(true, [removed.address])
    try store.removeDeleted()
    // An empty place is one byte.
    #expect(try bytes() == one + 1)
    #expect(try store.evaluations(ofRun: kept) == Sample.result().evaluations)
    try store.setDeleted(true, [kept.address])
    try store.removeDeleted()
    #expect(try motions() == 0)
  }

  @Test(arguments: ["x'ff'", "x'00'", "x'0201'"])
  func `A damaged motion is a sentence, and takes no further trace`(traces: String) throws {
    try store.fill([Self.specification("logme")])
    try scratch.sql { try $0.execute(sql: "UPDATE motions SET traces = \(traces)") }
    let run = try store.runs(experiment: "try")[0]
    let error = #expect(throws: LedgerError.self) { try store.evaluations(ofRun: run) }
    #expect(error?.kind == .damaged)
    try store.fill([Self.specification("sfda")], experiment: "other")
    let other = try store.runs(experiment: "other")[0]
    #expect(try store.evaluations(ofRun: other) == Sample.result().evaluations)
    #expect(try store.examine().first { $0.check == "results" }?.grade == .problem)
  }

  @Test func `More traces than a row takes begin another`() throws {
    let models = (0..<200).map { "m\($0 + 100)" }
    let rows = (0..<100).map { step in
      TraceRow(
        step: step, potentialEnergy: 1, displacement: 2, changeRatio: 3, overlappingPairs: 4)
    }
    let evaluations = models.enumerated().map { index, model in
      var trace = rows
      trace[50].potentialEnergy = Double(index)
      return Evaluation(model: model, score: 1, seconds: 1, trace: trace)
    }
    let result = RunResult(
      evaluations: evaluations, correlations: Correlations(models: 200), seconds: 1)
    try store.fill([Self.specification("logme", models: models)], result: result)
    #expect(try motions() > 3)
    let run = try store.runs(experiment: "try")[0]
    #expect(try store.evaluations(ofRun: run) == evaluations)
  }
}
