import Conditions
import Foundation
import GRDB
import Ledger
import Testing

/// Whatever a file holds, the answer is a sentence with file, run and remedy.
struct DamageTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let store = try LedgerStore(path: scratch.path())
    try store.fill(Sample.specifications(3))
    store.close()
  }

  /// Takes the constraints of a table away, as a damaged page does.
  private func loosen(_ table: String) throws {
    try scratch.sql { db in
      let sql = try #require(
        try String.fetchOne(
          db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [table]))
      try db.execute(sql: "PRAGMA writable_schema = 1")
      try db.execute(
        sql: "UPDATE sqlite_master SET sql = ? WHERE name = ?",
        arguments: [
          sql.replacing(" NOT NULL", with: "").replacing(") STRICT", with: ")")
            .replacing(/CHECK \((.|\n)*?\)\)/, with: ""), table,
        ])
    }
  }

  @Test(arguments: [
    ("UPDATE runs SET step_size = 0.7 WHERE run = 2", "its setting, dataset, models or inputs are"),
    ("UPDATE runs SET dataset = 'letters' WHERE run = 2", "its setting, dataset, models or inputs"),
    (
      "UPDATE runs SET metric_options = '{\"a\":\"1\"}' WHERE run = 2",
      "its setting, dataset, models"
    ),
    ("UPDATE runs SET seed = 5 WHERE run = 2", "its setting, dataset, models or inputs are"),
    (
      "UPDATE runs SET metric_options = 'x' WHERE run = 2",
      "\"x\" is not the JSON that belongs there"
    ),
    ("UPDATE runs SET ablation = '[' WHERE run = 2", "\"[\" is not the JSON that belongs there"),
    ("UPDATE runs SET id_length = -4 WHERE run = 2", "its identity is not one of 64 digits"),
    ("UPDATE runs SET weighted_tau = 0.51 WHERE run = 2", "its correlations, counts or time"),
    ("UPDATE runs SET spearman = 0.5 WHERE run = 2", "its correlations, counts or time"),
    ("UPDATE runs SET models = 2 WHERE run = 2", "its correlations, counts or time"),
    ("UPDATE runs SET seconds = 0 WHERE run = 2", "its correlations, counts or time"),
    ("UPDATE runs SET pool = 99 WHERE run = 2", "its pool of models (99) is gone"),
  ])
  func `A run that is not what was recorded is named`(sql: String, reason: String) throws {
    try scratch.sql { try $0.execute(sql: sql) }
    try expectDamage(reason)
  }

  @Test(arguments: [
    ("dataset", "dataset is missing (NULL)"), ("metric", "metric is missing (NULL)"),
    ("status", "status is missing (NULL)"), ("input_digest", "input_digest is missing (NULL)"),
    ("iterations", "iterations is missing (NULL)"), ("identity", "identity is missing (NULL)"),
    ("method_version", "method_version is missing (NULL)"),
  ])
  func `NULL where a value belongs is named`(column: String, reason: String) throws {
    try loosen("runs")
    try scratch.sql { try $0.execute(sql: "UPDATE runs SET \(column) = NULL WHERE run = 2") }
    try expectDamage(reason)
  }

  @Test func `An unknown status is an error`() throws {
    try loosen("runs")
    try scratch.sql { try $0.execute(sql: "UPDATE runs SET status = 'paused' WHERE run = 2") }
    try expectDamage("its status is \"paused\"; this pedlab knows queued, running, finished")
  }

  private func expectDamage(_ reason: String) throws {
    let store = try LedgerStore(path: scratch.path())
    let error = #expect(throws: LedgerError.self) { try store.runs(RunQuery()) }
    #expect(error?.kind == .damaged)
    #expect(error?.description.contains("is damaged: \(reason)") == true, "\(error as Any)")
    let found = try store.examine().first { $0.check == "results" }
    #expect(found?.grade == .problem)
    #expect(found?.text.contains("1 run is not what was recorded") == true)
    #expect(found?.text.contains(reason) == true)
  }

  @Test func `A score that is NULL is named, and the run can be deleted`() throws {
    try loosen("evaluations")
    try scratch.sql {
      try $0.execute(sql: "UPDATE evaluations SET score = NULL WHERE run = 2 AND position = 1")
    }
    let store = try LedgerStore(path: scratch.path())
    let runs = try store.runs(RunQuery())
    let error = #expect(throws: LedgerError.self) { try store.evaluations(of: runs) }
    #expect(
      error?.description.hasPrefix(
        "run \(runs[1].id) in \(scratch.path()) is damaged: score is missing (NULL). "
          + "`pedlab delete \(runs[1].id)` and `pedlab gc` remove the run") == true)
    try store.setDeleted(true, [store.address(runs[1].id)])
    #expect(try store.removeDeleted() == 1)
    #expect(try store.evaluations(of: store.runs(RunQuery())).count == 2)
  }

  @Test(arguments: [("user_version = -3", "has version -3"), ("user_version = 0", "has version 0")])
  func `A version that no pedlab writes is refused`(pragma: String, reason: String) throws {
    try scratch.sql { try $0.execute(sql: "PRAGMA \(pragma)") }
    for mode in [LedgerStore.Mode.readOnly, .readWrite] {
      let error = #expect(throws: LedgerError.self) {
        try LedgerStore(path: scratch.path(), mode: mode)
      }
      #expect(error?.description.contains("the ledger \(scratch.path()) \(reason)") == true)
    }
  }

  @Test(arguments: ["", ":memory:", "file:x.sqlite", "file::memory:", "sqlite:///abc.db"])
  func `A name that is not a file's is refused`(name: String) throws {
    for mode in [LedgerStore.Mode.readOnly, .readWrite] {
      let error = #expect(throws: LedgerError.self) { try LedgerStore(path: name, mode: mode) }
      #expect(error?.description.contains("would be gone. Name a file") == true)
    }
  }

  @Test func `A folder is not a ledger`() throws {
    let error = #expect(throws: LedgerError.self) {
      try LedgerStore(path: scratch.folder.path)
    }
    #expect(error?.description.contains("is a folder, not a ledger") == true)
  }
}
