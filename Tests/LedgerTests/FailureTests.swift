import Conditions
import Ledger
import Testing

/// Models that could not be scored stand beside the scores of the others.
struct FailureTests {
  private let failure = EvaluationFailure(
    model: "gamma", error: "row 3 is not finite", log: "MetricError: row 3 is not finite")

  /// Two models scored, one failed.
  private func partial(error: String?) -> RunResult {
    var result = Sample.result()
    result.evaluations.removeLast()
    result.failures = [failure]
    result.correlations = Correlations(models: 2, accuracies: 2, weightedTau: 1)
    result.error = error
    return result
  }

  private func recorded(_ result: RunResult) throws -> (Scratch, LedgerStore, RecordedRun) {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill([Sample.specification()], result: result)
    return (scratch, store, try store.runs(experiment: "try")[0])
  }

  @Test(arguments: [nil, "digits, model \"gamma\": row 3 is not finite"])
  func `Scores and failures are read back`(error: String?) throws {
    let (scratch, store, run) = try recorded(partial(error: error))
    defer { withExtendedLifetime(scratch) {} }
    #expect(run.status == (error == nil ? .finished : .failed))
    #expect(run.error == error)
    #expect(run.correlations?.models == 2)
    #expect(try store.evaluations(ofRun: run).map(\.model) == ["alpha", "beta"])
    #expect(try store.failures(ofRun: run) == [failure])
    #expect(try store.examine().allSatisfy { $0.grade != .problem })
  }

  @Test func `A retry forgets what failed`() throws {
    let (scratch, store, run) = try recorded(partial(error: "failed"))
    defer { withExtendedLifetime(scratch) {} }
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let summary = try store.enqueue(
      [run.specification], submission: submission, retryFailed: true)
    #expect(summary.queued == 1)
    #expect(try store.failures(ofRun: run) == [])
    let claimed = try store.claim(submission: submission, limit: 1)[0]
    #expect(try store.finish(claimed, Sample.result()))
    let again = try store.runs(experiment: "try")[0]
    #expect(again.status == .finished && again.error == nil)
    #expect(try store.evaluations(ofRun: again) == Sample.result().evaluations)
  }

  @Test func `A failure of a model that the run does not have is refused`() throws {
    var result = Sample.result()
    result.failures = [EvaluationFailure(model: "delta", error: "?")]
    let error = #expect(throws: LedgerError.self) { try recorded(result) }
    #expect(error?.description.contains("has no model \"delta\"") == true)
  }

  @Test func `Models and accuracies are columns of their own`() throws {
    let (scratch, store, _) = try recorded(
      {
        var result = Sample.result()
        result.correlations = Correlations(models: 3, accuracies: 2)
        return result
      }())
    defer { withExtendedLifetime(scratch) {} }
    var query = RunQuery()
    query.condition = try Expression(
      "models = 3 and accuracies = 2", columns: RunColumn.all.map(\.name))
    #expect(try store.runs(query).count == 1)
  }
}
