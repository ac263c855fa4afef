import Findings
import Foundation
import Ledger
import TestSupport
import Testing

/// What a table lacks, it says.
struct HonestTableTests {
  private static func run(
    _ dataset: String, _ metric: String, _ tau: Double?, ped: PEDParameters? = nil,
    models: Int = 10,
    accuracies: Int? = nil, seed: Int? = nil, status: RunStatus = .finished
  ) -> RecordedRun {
    RecordedRun(
      id: "\(dataset)-\(metric)-\(ped?.text ?? "")-\(seed ?? 0)", experiment: "e",
      specification: RunSpecification(
        dataset: dataset, models: ["m"], metric: metric, seed: seed, ped: ped, inputDigest: "",
        methodVersion: 1),
      status: status, createdAt: 0,
      correlations: status == .finished
        ? Correlations(models: models, accuracies: accuracies, weightedTau: tau) : nil)
  }

  /// SFDA saturates at the official setting; LogME does not. Both rows are the official setting.
  private static let saturated = [
    run("a", "logme", 0.5), run("b", "logme", 0.6), run("a", "sfda", 0.1), run("b", "sfda", 0.2),
    run("a", "logme", 0.7, ped: .official), run("b", "logme", 0.4, ped: .official),
    run("a", "sfda", nil, ped: .official), run("b", "sfda", nil, ped: .official),
    run("a", "sfda", 0.9, ped: SampleRuns.step(0.01)),
    run("b", "sfda", 0.8, ped: SampleRuns.step(0.01)),
  ]

  @Test func `The choice is the same for every method, and what it lacks has a reason`() throws {
    let table = PaperTable.table(ResultGrid(Self.saturated), experiment: "e")
    let row = try #require(table.rows.first { $0.labels == ["SFDA + PED"] })
    #expect(row.cells.allSatisfy { $0.value == nil })
    #expect(
      table.notes.contains(
        "— SFDA + PED (a and b): all models have the same score there (or the same accuracy), so a "
          + "correlation is undefined."))
    #expect(!table.notes.contains { $0.contains("chosen") })
  }

  @Test func `A value over fewer models is shown with its n and never ranked`() {
    let runs = [
      Self.run("a", "logme", 0.5), Self.run("a", "leep", 0.9, accuracies: 3),
      Self.run("a", "sfda", 0.4),
    ]
    let table = PaperTable.table(ResultGrid(runs), experiment: "e")
    #expect(table.text.contains("0.900 (n = 3)"))
    #expect(table.rows.map { $0.cells[0].mark } == [.none, .best, .second])
    #expect(table.notes.contains("n, models with an accuracy: a 3 of 10 to 10."))
  }

  @Test func `Models without an accuracy are counted`() {
    let table = PaperTable.table(
      ResultGrid([Self.run("a", "logme", 0.5, accuracies: 7)]), experiment: "e")
    #expect(table.notes.contains("n = 7 of 10 models; the others have no accuracy."))
  }

  @Test func `A table without values gives the reason`() {
    let runs = [Self.run("a", "logme", nil, accuracies: 0)]
    let table = PaperTable.table(ResultGrid(runs), experiment: "e")
    #expect(table.rows.count == 1)
    #expect(
      table.notes.contains(
        "— LogME (a): no model has an accuracy there; the names of the ground truth may not be those "
          + "of the store."))
  }

  @Test func `A difference says over how many datasets it is`() throws {
    let far = SampleRuns.step(0.01)
    let runs = [
      Self.run("a", "ncm", 0.5, ped: .official), Self.run("b", "ncm", nil, ped: .official),
      Self.run("c", "ncm", nil, ped: .official), Self.run("a", "ncm", 0.7, ped: far),
      Self.run("b", "ncm", 0.1, ped: far), Self.run("c", "ncm", 0.2, ped: far),
    ]
    let table = try AblationTable.table(ResultGrid(runs), experiment: "e")
    #expect(table.text.contains("+0.200 (1/3)"))
    #expect(
      table.notes.contains(
        "(n/m): over the n of m that have a value; a difference, over those where both are over as "
          + "many models."))
    #expect(
      table.notes.contains {
        $0.contains("base (mean): only 1 of 3 datasets has a value, and means over different")
      })
  }

  @Test func `Labels keep their text, and numbers their digits`() throws {
    let close = [0.1, 0.1000000001].map { Self.run("007", "logme", 0.5, ped: SampleRuns.step($0)) }
    let seeds = [20_231_101, 20_231_102].map { Self.run("12345", "pactran", 0.5, seed: $0) }
    func labels(_ runs: [RecordedRun], _ field: String) throws -> [String] {
      try PivotTable.table(
        ResultCells(runs), value: .weightedTau, rows: [field], columns: ["metric"], experiment: "e"
      ).rows.map { $0.labels[0] }
    }
    #expect(try labels(close, "dataset") == ["007"])
    #expect(try labels(close, "step_size") == ["0.1", "0.1000000001"])
    #expect(try labels(seeds, "seed") == ["20231101", "20231102"])
    #expect(try labels(seeds, "dataset") == ["12345"])
  }

  @Test func `Runs that are not shown are counted with their datasets`() {
    let runs = [
      Self.run("a", "logme", 0.5), Self.run("b", "logme", nil, status: .failed),
      Self.run("c", "logme", nil, status: .failed), Self.run("c", "sfda", nil, status: .queued),
    ]
    let record = ExperimentRecord(name: "e", runs: runs) { _ in [:] }
    #expect(
      record.leftOut()
        == "3 runs are not shown: 1 queued (on c), 2 failed (on b and c). `pedlab status e` shows more."
    )
  }

  private static func report(_ record: ExperimentRecord) throws -> String {
    let folder = try TemporaryFolder()
    try Report(record).write(to: folder.file("report"))
    return try String(contentsOfFile: folder.file("report/report.md"), encoding: .utf8)
  }

  @Test func `An unfinished sweep says so first, and its findings are preliminary`() throws {
    let open = Self.run("c", "sfda", nil, status: .queued)
    let record = ExperimentRecord(
      name: "e", runs: [Self.run("a", "logme", 0.5), open], superseded: 2
    ) { _ in [:] }
    #expect(record.incomplete == "Incomplete: 1 of 2 runs is finished.")
    #expect(
      try Self.report(record).contains(
        "Incomplete: 1 of 2 runs is finished. Preliminary: LogME has the highest mean"))
    #expect(
      record.leftOut()?.hasSuffix(
        "2 earlier runs are not shown, because the plan no longer asks for them; "
          + "`pedlab runs e --all` shows them.") == true)
    #expect(record.without(datasets: ["c"]).superseded == 2)
    let whole = ExperimentRecord(name: "e", runs: [Self.run("a", "logme", 0.5)]) { _ in [:] }
    #expect(whole.incomplete == nil && whole.leftOut() == nil)
    #expect(try !Self.report(whole).contains("Preliminary"))
  }

  @Test func `Display names replace names in labels and columns`() {
    var options = PaperTable.Options()
    options.displayNames = ["a": "Aircraft", "LogME": "LogME (ours)"]
    let table = PaperTable.table(
      ResultGrid([Self.run("a", "logme", 0.5)]), experiment: "e", options: options)
    #expect(table.columns == ["Aircraft", "mean"])
    #expect(table.rows[0].labels == ["LogME (ours)"])
  }
}
