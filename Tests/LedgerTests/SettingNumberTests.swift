import GRDB
import Ledger
import Testing

/// The numbers by which people name settings.
struct SettingNumberTests {
  private let scratch: Scratch
  private let store: LedgerStore

  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
  }

  private func numbers(_ query: RunQuery) throws -> [String: Int] {
    let runs = try store.runs(query)
    return Dictionary(
      uniqueKeysWithValues: runs.compactMap { run in
        run.setting.map {
          ("\(run.specification.dataset) \(run.specification.ped?.stepSize ?? 0)", $0)
        }
      })
  }

  @Test func `They follow the order of the plan and do not change when it grows`() throws {
    try store.fill([Sample.specification(0.2), Sample.specification(0.1)])
    try store.fill(
      [0.1, 0.2, 0.3].flatMap { step in
        ["digits", "letters"].map { Sample.specification(step, dataset: $0) }
      })
    #expect(
      try numbers(RunQuery(experiment: "try")) == [
        "digits 0.2": 1, "digits 0.1": 2, "digits 0.3": 3, "letters 0.1": 2, "letters 0.2": 1,
        "letters 0.3": 3,
      ])
    var query = RunQuery(experiment: "try")
    query.settings = [3]
    #expect(try numbers(query) == ["digits 0.3": 3, "letters 0.3": 3])
  }

  @Test func `Each experiment has its own`() throws {
    try store.fill([Sample.specification(0.1), Sample.specification(0.2)])
    try store.fill([Sample.specification(0.2)], experiment: "other")
    #expect(try numbers(RunQuery(experiment: "other")) == ["digits 0.2": 1])
    var query = RunQuery(experiment: "other")
    query.condition = try RunColumn.condition("setting = 1 and experiment = 'other'")
    #expect(try numbers(query) == ["digits 0.2": 1])
  }

  @Test func `Merged runs get a number`() throws {
    let other = try LedgerStore(path: scratch.path("other.sqlite"))
    try store.fill([Sample.specification(0.1)])
    try other.fill([Sample.specification(0.3), Sample.specification(0.1)])
    _ = try store.merge(other)
    #expect(try numbers(RunQuery(experiment: "try")) == ["digits 0.1": 1, "digits 0.3": 2])
  }

  @Test func `An older ledger gets them`() throws {
    try store.fill([Sample.specification(0.2), Sample.specification(0.1)])
    store.close()
    try scratch.sql { db in
      try db.execute(
        sql: """
          DROP TABLE settings;
          DROP TABLE takes;
          DROP TABLE motions;
          UPDATE runs SET checksum = NULL;
          ALTER TABLE evaluations DROP COLUMN trace;
          ALTER TABLE evaluations ADD COLUMN trace BLOB;
          ALTER TABLE memberships DROP COLUMN setting;
          ALTER TABLE runs DROP COLUMN samples_per_class;
          ALTER TABLE runs DROP COLUMN sample_seed;
          ALTER TABLE runs DROP COLUMN summary;
          DROP INDEX runs_deleted;
          PRAGMA user_version = 6;
          """)
    }
    let migrated = try LedgerStore(path: scratch.path())
    #expect(try migrated.runs(experiment: "try").map(\.setting) == [1, 2])
  }

  @Test func `Whether a lower accuracy is better is recorded and merged`() throws {
    var specification = Sample.specification(0.1)
    specification.lowerIsBetter = true
    try store.fill([specification])
    let other = try LedgerStore(path: scratch.path("other.sqlite"))
    _ = try other.merge(store)
    #expect(try other.runs(experiment: "try").map(\.specification.lowerIsBetter) == [true])
  }
}
