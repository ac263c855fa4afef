import GRDB
import Ledger
import Testing

/// An evaluation is computed once: runs that share it take it over.
struct ReuseTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
  }

  private static func parts(_ models: [String], accuracy: String = "90") -> [String: String] {
    var parts = ["labels": "L"]
    for model in models {
      parts["features \(model)"] = "F-\(model)"
      parts["accuracy \(model)"] = accuracy
    }
    return parts
  }

  private func submit(
    _ specification: RunSpecification, _ parts: [String: String], experiment: String = "try",
    retry: Bool = false
  ) throws -> ClaimedRun? {
    let submission = try store.registerExperiment(experiment, provenance: Sample.provenance())
    _ = try store.enqueue(
      [specification], submission: submission, retryFailed: retry,
      inputs: [specification.inputDigest: parts])
    return try store.claim(submission: submission, limit: 1).first
  }

  private func finishFirst(_ models: [String] = Sample.models) throws {
    let run = try #require(
      try submit(Sample.specification(digest: "d1", models: models), Self.parts(models)))
    var result = Sample.result()
    result.evaluations = result.evaluations.filter { models.contains($0.model) }
    try store.finish(run, result)
  }

  @Test func `Another truth leaves nothing to score`() throws {
    try finishFirst()
    let run = try submit(
      Sample.specification(digest: "d2"), Self.parts(Sample.models, accuracy: "91"))
    #expect(run?.known == Sample.result().evaluations)
  }

  @Test func `A model more is the only one to score`() throws {
    try finishFirst(["alpha", "beta"])
    let run = try submit(Sample.specification(digest: "d2"), Self.parts(Sample.models))
    #expect(run?.known.map(\.model) == ["alpha", "beta"])
  }

  @Test func `Another experiment shares scores`() throws {
    try finishFirst()
    let models = ["alpha", "gamma"]
    let run = try submit(
      Sample.specification(digest: "d2", models: models), Self.parts(models), experiment: "other")
    #expect(run?.known.map(\.model) == models)
  }

  @Test(arguments: [
    (["features beta": "F2"], ["alpha", "gamma"]),
    (["reference beta": "R"], ["alpha", "gamma"]),
    (["labels": "L2"], []),
    (["accuracy beta": "12"], ["alpha", "beta", "gamma"]),
  ])
  func `What reads changed inputs is scored anew`(_ change: [String: String], _ known: [String])
    throws
  {
    try finishFirst()
    let parts = Self.parts(Sample.models).merging(change) { $1 }
    let run = try submit(Sample.specification(digest: "d2"), parts)
    #expect(run?.known.map(\.model) == known)
  }

  @Test func `Other settings, datasets and methods share nothing`() throws {
    try finishFirst()
    var others = [Sample.specification(0.2, digest: "d2"), Sample.specification(digest: "d2")]
    others[1].methodVersion = 2
    others.append(Sample.specification(dataset: "letters", digest: "d2"))
    for other in others {
      #expect(try submit(other, Self.parts(Sample.models))?.known == [])
    }
  }

  @Test func `Inputs of which nothing is known share nothing`() throws {
    try finishFirst()
    #expect(try submit(Sample.specification(digest: "d2"), [:])?.known == [])
  }

  @Test func `A run that was stopped goes on where it was`() throws {
    let specification = Sample.specification()
    let run = try #require(try submit(specification, Self.parts(Sample.models)))
    let first = Sample.result().evaluations[1]
    try store.keep([(run, [first])])
    try store.release([run])
    let record = try store.run(run.id)
    #expect(record.status == .killed)
    #expect(try store.evaluations(ofRun: record) == [first])
    let again = try #require(try submit(specification, Self.parts(Sample.models)))
    #expect(again.known == [first])
    try store.finish(again, Sample.result())
    #expect(try store.evaluations(ofRun: record) == Sample.result().evaluations)
    #expect(try store.examine().allSatisfy { $0.grade != .problem })
  }

  @Test func `A retry scores what failed only`() throws {
    let specification = Sample.specification()
    let run = try #require(try submit(specification, Self.parts(Sample.models)))
    var result = Sample.result()
    result.evaluations.removeLast()
    result.failures = [EvaluationFailure(model: "gamma", error: "no number")]
    result.error = "no number"
    try store.finish(run, result)
    let again = try submit(specification, Self.parts(Sample.models), retry: true)
    #expect(again?.known.map(\.model) == ["alpha", "beta"])
  }

  @Test func `A kept evaluation that was changed since is not taken`() throws {
    let specification = Sample.specification()
    let run = try #require(try submit(specification, Self.parts(Sample.models)))
    try store.keep([(run, Sample.result().evaluations)])
    try store.release([run])
    try scratch.sql { try $0.execute(sql: "UPDATE evaluations SET score = 9 WHERE position = 1") }
    #expect(try submit(specification, Self.parts(Sample.models))?.known == [])
  }

  @Test func `What another process has taken over is left to it`() throws {
    let run = try #require(try submit(Sample.specification(), Self.parts(Sample.models)))
    try store.release([run])
    try store.keep([(run, Sample.result().evaluations)])
    #expect(try scratch.sql { try Int.fetchOne($0, sql: "SELECT count(*) FROM evaluations") } == 0)
  }

  @Test func `Components are read back to the bit`() throws {
    let run = try #require(try submit(Sample.specification(), Self.parts(Sample.models)))
    var result = Sample.result()
    for index in result.evaluations.indices {
      result.evaluations[index].components = [1 / 3, -0.0, .pi]
    }
    try store.finish(run, result)
    #expect(try store.evaluations(ofRun: store.run(run.id)) == result.evaluations)
  }

  @Test func `Two runs that score alike are not computed at the same time`() throws {
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let runs = [Sample.specification(digest: "d1"), Sample.specification(digest: "d2")]
    _ = try store.enqueue(
      runs, submission: submission,
      inputs: ["d1": Self.parts(Sample.models), "d2": Self.parts(Sample.models, accuracy: "1")])
    let first = try store.claim(submission: submission, limit: 2)
    #expect(first.count == 1)
    #expect(try store.claim(submission: submission, limit: 2).isEmpty)
    #expect(try store.holders(submission: submission).map(\.runs) == [1])
    try store.finish(first[0], Sample.result())
    #expect(try store.claim(submission: submission, limit: 2).map(\.known.count) == [3])
  }
}
