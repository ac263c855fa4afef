import Foundation
import Ledger
import Synchronization
import Testing

/// What is recorded is what is read back, to the bit.
struct RecordingTests {
  private func recorded(_ result: RunResult) throws -> (RecordedRun, [Evaluation]) {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill([Sample.specification()], result: result)
    let run = try store.runs(experiment: "try")[0]
    return (run, try store.evaluations(ofRun: run))
  }

  @Test func `Results are read back whole`() throws {
    let (run, evaluations) = try recorded(Sample.result())
    #expect(run.status == .finished)
    #expect(run.specification == Sample.specification())
    #expect(run.correlations == Sample.result().correlations)
    #expect(run.seconds == 3)
    #expect(evaluations == Sample.result().evaluations)
  }

  @Test(arguments: [
    0.1 + 0.2, -1e-308, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity,
    -0.0,
    Double(1 << 60),
  ])
  func unusualScores(score: Double) throws {
    var result = Sample.result()
    result.evaluations[1].score = score
    result.evaluations[1].trace[2].potentialEnergy = score
    let (_, evaluations) = try recorded(result)
    #expect(evaluations[1].score == score)
    #expect(evaluations[1].trace[2].potentialEnergy.bitPattern == score.bitPattern)
  }

  @Test func `Without trace or correlation`() throws {
    var result = Sample.result()
    for index in result.evaluations.indices {
      result.evaluations[index].trace = []
      result.evaluations[index].stepsTaken = nil
      result.evaluations[index].stop = nil
    }
    result.correlations = Correlations(models: 0)
    let (run, evaluations) = try recorded(result)
    #expect(evaluations == result.evaluations)
    #expect(run.correlations == Correlations(models: 0))
  }

  @Test func `A score that is no number or of no model is refused and nothing is written`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue([Sample.specification()], submission: submission)
    let run = try store.claim(submission: submission, limit: 1)[0]
    var (nan, stranger) = (Sample.result(), Sample.result())
    nan.evaluations[2].score = .nan
    stranger.evaluations[0].model = "delta"
    for bad in [nan, stranger] {
      let error = #expect(throws: LedgerError.self) { try store.finish(run, bad) }
      #expect(error?.description.contains("has no place for the score") == true)
    }
    #expect(try store.runs(experiment: "try")[0].status == .running)
    #expect(try store.finish(run, Sample.result()))
  }

  @Test func `A run is finished once`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue([Sample.specification()], submission: submission)
    let run = try store.claim(submission: submission, limit: 1)[0]
    #expect(try store.finish(run, Sample.result()))
    #expect(try store.finish(run, Sample.result(1)) == false)
    try store.fail(run, error: "late")
    #expect(try store.runs(experiment: "try")[0].status == .finished)
  }

  /// People copy ledgers: once closed, no log lies beside the file, whoever still holds the store.
  @Test func `A closed ledger is one file`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try withExtendedLifetime(store) {
      try store.fill([Sample.specification()])
      #expect(scratch.files() == ["ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal"])
      store.close()
      #expect(scratch.files() == ["ledger.sqlite"])
      let error = #expect(throws: LedgerError.self) { try store.runs(experiment: "try") }
      #expect(error?.description == "the ledger \(scratch.path()) is closed already")
      store.close()
    }
    let copy = scratch.path("copy.sqlite")
    try FileManager.default.copyItem(atPath: scratch.path(), toPath: copy)
    let runs = try LedgerStore(path: copy, mode: .readOnly).runs(experiment: "try")
    #expect(runs.map(\.status) == [.finished])
  }

  @Test func `The recorder tells what is on the disk`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(700), submission: submission)
    let claimed = try store.claim(submission: submission, limit: 700)
    let counter = Recorded()
    let recorder = RunRecorder(store) { runs in counter.add(runs.count) }
    for run in claimed { try recorder.record(run, Sample.result()) }
    try recorder.flush()
    #expect(counter.count == 700)
    #expect(
      try LedgerStore(path: scratch.path(), mode: .readOnly).statusCounts()["try"] == [
        .finished: 700
      ])
  }
}

private final class Recorded: Sendable {
  private let total = Mutex(0)
  var count: Int { total.withLock { $0 } }
  func add(_ count: Int) { total.withLock { $0 += count } }
}
