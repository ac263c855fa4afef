import Foundation
import GRDB
import Ledger
import Testing

/// What the latest submission asks for is current, by the order of submissions.
struct CurrentTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
  }

  private func digests(_ experiment: String = "try") throws -> [String] {
    try store.runs(experiment: experiment).map(\.specification.inputDigest)
  }

  @Test func `Inputs that come back are current again`() throws {
    for digest in ["v1", "v2", "v1"] {
      try store.fill([Sample.specification(digest: digest)])
      #expect(try digests() == [digest])
    }
    #expect(try store.supersededCount(experiment: "try") == 1)
    let all = try store.runs(RunQuery(experiment: "try", includesSuperseded: true))
    #expect(all.map(\.isCurrent) == [true, false])
  }

  @Test func `A clock that is behind changes nothing`() throws {
    try store.fill([Sample.specification(digest: "v1")])
    try scratch.sql {
      try $0.execute(
        sql: "UPDATE runs SET created_at = created_at + 10800, finished_at = finished_at + 10800")
    }
    try store.fill([Sample.specification(digest: "v2")])
    #expect(try digests() == ["v2"])
  }

  @Test func `Experiments do not supersede each other`() throws {
    try store.fill([Sample.specification(digest: "v1")])
    try store.fill([Sample.specification(digest: "v2")], experiment: "other")
    #expect(try digests() == ["v1"])
    #expect(try digests("other") == ["v2"])
    #expect(try store.runs(RunQuery()).count == 2)
  }

  @Test func `What is superseded is not computed any more`() throws {
    let first = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(3), submission: first)
    let second = try store.registerExperiment("try", provenance: Sample.provenance())
    _ = try store.enqueue(Sample.specifications(1), submission: second)
    #expect(try store.claim(submission: second, limit: 10).count == 1)
    // The first submission's process goes on with what it asked for.
    #expect(try store.claim(submission: first, limit: 10).count == 2)
    #expect(try store.statusCounts()["try"] == [.running: 1])
  }

  @Test func `Merging keeps our state of a setting and takes settings that we lack`() throws {
    try store.fill([Sample.specification(digest: "v1")])
    let there = try LedgerStore(path: scratch.path("there.sqlite"))
    try there.fill([
      Sample.specification(digest: "v2"), Sample.specification(dataset: "letters", digest: "v2"),
    ])
    #expect(try store.merge(there).added == 2)
    #expect(
      try store.runs(experiment: "try").map { "\($0.specification.dataset) \($0.inputs)" }
        == ["digits v1", "letters v2"])
    #expect(try store.merge(there).added == 0)
    #expect(try store.runs(experiment: "try").count == 2)
  }
}
