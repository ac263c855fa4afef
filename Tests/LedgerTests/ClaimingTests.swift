import Dispatch
import Foundation
import GRDB
import Ledger
import Synchronization
import Testing

/// Who computes a run, and what becomes of it when its process is gone.
struct ClaimingTests {
  private func queued(
    _ count: Int, in scratch: Scratch
  ) throws -> (store: LedgerStore, submission: Int64) {
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(count), submission: submission)
    return (store, submission)
  }

  @Test func `A run is claimed once`() throws {
    let scratch = try Scratch()
    let (store, submission) = try queued(5, in: scratch)
    let other = try LedgerStore(path: scratch.path())
    let first = try store.claim(submission: submission, limit: 3)
    let second = try other.claim(submission: submission, limit: 9)
    #expect(first.count == 3)
    #expect(second.count == 2)
    #expect(Set(first.map(\.id)).isDisjoint(with: second.map(\.id)))
    #expect(try store.claim(submission: submission, limit: 9).isEmpty)
    #expect(try !store.holders(submission: submission).isEmpty)
  }

  @Test func `What is left is not divided into less than is asked for`() throws {
    let scratch = try Scratch()
    let (store, submission) = try queued(10, in: scratch)
    func claim(atLeast: Int) throws -> [ClaimedRun] {
      try store.claim(submission: submission, limit: 4, leavesHalf: true, atLeast: atLeast)
    }
    let first = try claim(atLeast: 1)
    #expect(first.count == 4)
    #expect(try claim(atLeast: 1).count == 3)
    let dataset = first[0].specification.dataset
    #expect(try store.isWaiting(submission: submission, dataset: dataset))
    #expect(try !store.isWaiting(submission: submission, dataset: "another"))
    #expect(try claim(atLeast: 9).count == 3)
    #expect(try !store.isWaiting(submission: submission, dataset: dataset))
    #expect(first[0].position(of: first[0].specification.models[1]) == 1)
    #expect(first[0].position(of: "none") == nil)
  }

  @Test func `Many threads on a fresh file share the work`() throws {
    let scratch = try Scratch()
    let path = scratch.path()
    let claims = Mutex<[String]>([])
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do {
        let store = try LedgerStore(path: path)
        let submission = try store.registerExperiment("try", provenance: Sample.provenance())
        _ = try store.enqueue(Sample.specifications(40), submission: submission)
        while case let runs = try store.claim(submission: submission, limit: 3), !runs.isEmpty {
          for run in runs { try store.finish(run, Sample.result()) }
          claims.withLock { $0 += runs.map(\.id) }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let ids = claims.withLock { $0 }
    #expect(ids.count == 40)
    #expect(Set(ids).count == 40)
  }

  @Test func `Released runs are queued by the next submission`() throws {
    let scratch = try Scratch()
    let (store, submission) = try queued(2, in: scratch)
    try store.release(store.claim(submission: submission, limit: 9))
    #expect(try store.statusCounts()["try"] == [.killed: 2])
    #expect(try store.claim(submission: submission, limit: 9).isEmpty)
    let next = try store.registerExperiment("try", provenance: Sample.provenance())
    #expect(try store.enqueue(Sample.specifications(2), submission: next).queued == 2)
  }

  /// Claims one run, then makes its worker look like another process.
  private func claimedBy(
    _ change: String, in scratch: Scratch
  ) throws -> (store: LedgerStore, submission: Int64) {
    let (store, submission) = try queued(1, in: scratch)
    _ = try store.claim(submission: submission, limit: 1)
    try scratch.sql { try $0.execute(sql: "UPDATE workers SET \(change)") }
    return (try LedgerStore(path: scratch.path()), submission)
  }

  @Test(arguments: [
    // No process has this number, or this one started at another time.
    "process = 4194305",
    "process_started = process_started + 1",
  ])
  func runsOfDeadProcessesAreTakenOverAtOnce(change: String) throws {
    let scratch = try Scratch()
    let (store, submission) = try claimedBy(change, in: scratch)
    #expect(try store.statusCounts()["try"] == [.crashed: 1])
    #expect(try store.holders(submission: submission).isEmpty)
    let crashed = try store.runs(experiment: "try")[0]
    #expect(crashed.status == .crashed)
    #expect(crashed.error?.hasSuffix("ended without reporting a result") == true)
    #expect(try store.claim(submission: submission, limit: 9).count == 1)
  }

  @Test(arguments: [
    "boot = 'another machine'", "process_namespace = 'another container', process = 4194305",
    "process_namespace = '', process = 4194305",
  ])
  func aProcessThatCannotBeSeenIsNotRobbed(change: String) throws {
    let scratch = try Scratch()
    let (store, submission) = try claimedBy(change, in: scratch)
    #expect(try store.claim(submission: submission, limit: 9).isEmpty)
    #expect(try !store.holders(submission: submission).isEmpty)
  }

  /// Its time as the ledger shows it is long gone: clocks jump, so they decide nothing.
  @Test func `A process is not robbed because of a clock`() throws {
    let scratch = try Scratch()
    let (store, submission) = try claimedBy("seen_at = 0", in: scratch)
    #expect(try store.claim(submission: submission, limit: 9).isEmpty)
  }

  @Test func `Who was taken over cannot fail the run`() throws {
    let scratch = try Scratch()
    let (store, submission) = try queued(1, in: scratch)
    let slow = try store.claim(submission: submission, limit: 1)[0]
    try scratch.sql { try $0.execute(sql: "UPDATE workers SET process = 4194305") }
    let other = try LedgerStore(path: scratch.path())
    let taken = try other.claim(submission: submission, limit: 1)[0]
    try store.fail(slow, error: "too late")
    try store.release([slow])
    #expect(try other.runs(experiment: "try")[0].status == .running)
    #expect(try other.finish(taken, Sample.result()))
    #expect(try store.finish(slow, Sample.result(1)) == false)
    let run = try other.runs(experiment: "try")[0]
    #expect(
      try other.evaluations(ofRun: run).map(\.score) == Sample.result().evaluations.map(\.score))
  }

  @Test func `Datasets are claimed one after another`() throws {
    let scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    let submission = try store.registerExperiment("try", provenance: Sample.provenance())
    let mixed = (1...6).map { Sample.specification(Double($0), dataset: $0 % 2 == 0 ? "b" : "a") }
    _ = try store.enqueue(mixed, submission: submission)
    let order = try store.claim(submission: submission, limit: 9).map(\.specification.dataset)
    #expect(order == ["a", "a", "a", "b", "b", "b"])
  }
}
