import Findings
import Foundation
import Ledger
import Testing

/// A table from what a ledger keeps is the table from its runs.
struct ResultCellsTests {
  private let scratch: LedgerFolder
  private let store: LedgerStore
  private let runs: [RecordedRun]

  /// Two datasets, PED and not, seeds, undefined values, a failed run.
  init() throws {
    scratch = try LedgerFolder()
    store = try LedgerStore(path: scratch.path)
    let submission = try store.registerExperiment("e", provenance: SampleExperiment.provenance)
    let specifications = ["digits", "letters"].flatMap { dataset in
      [nil, 0.1, 0.2].flatMap { step in
        [nil, 1, 2].map { seed in
          RunSpecification(
            dataset: dataset, models: ["a", "b", "c"], metric: "logme",
            metricOptions: seed == nil ? [:] : ["rank": "7"], seed: seed,
            ped: step.map {
              PEDParameters(
                stepSize: $0, iterations: 6, forceConstant: 1, radiusScale: 0.6, exitRatio: 0.5,
                ablation: $0 == 0.2 ? ["force": "constant"] : [:])
            }, inputDigest: "d", methodVersion: 1)
        }
      }
    }
    _ = try store.enqueue(specifications, submission: submission)
    for (index, run) in try store.claim(submission: submission, limit: 100).enumerated() {
      let tau = index == 3 ? nil : Double(index) / 20
      try store.finish(
        run,
        RunResult(
          evaluations: [Evaluation(model: "a", score: 1, accuracy: 2, seconds: 1)],
          correlations: Correlations(
            models: 3, accuracies: 2 + index % 2, weightedTau: tau,
            weightedTauLow: tau.map { $0 - 1 }, roundingTies: index % 3),
          seconds: 1, error: index == 17 ? "it failed" : nil))
    }
    runs = try store.runs(experiment: "e")
  }

  @Test(arguments: ResultGrid.statistics(for: .weightedTau) + ["kendall_tau"])
  func `Values are read back to the bit`(statistic: String) throws {
    try ResultCells.keep(["e"], in: store)
    let kept = try #require(try ResultCells("e", in: store, statistics: [statistic]))
    let made = ResultCells(runs)
    #expect(
      kept.values(of: statistic).map(\.bitPattern) == made.values(of: statistic).map(\.bitPattern))
    #expect(kept.unfinished == made.unfinished)
    #expect(
      kept.unfinished.sentence(experiment: "e")?.hasPrefix("1 run is not shown: 1 failed") == true)
  }

  @Test func `A grid of another value of the same cells is as if it were made anew`() throws {
    let cells = ResultCells(runs)
    let value = try #require(ResultValue.all.first { $0.name == "kendall_tau" })
    let shared = ResultGrid(cells).holding(value, of: cells)
    let made = ResultGrid(cells, value: value)
    #expect(shared.value == made.value && shared.settings == made.settings)
    for setting in made.settings {
      #expect(shared.entries(setting) == made.entries(setting))
      #expect(shared.baseline(of: setting.base) == made.baseline(of: setting.base))
    }
  }

  @Test(arguments: [["digits"], ["letters"], ["digits", "letters"], []])
  func `Without some datasets they are the cells of the other runs`(left: [String]) throws {
    let cells = ResultCells(runs).without(datasets: Set(left))
    let made = ResultCells(runs.filter { !left.contains($0.specification.dataset) })
    for statistic in CorrelationStatistic.all.map(\.name) {
      #expect(
        cells.values(of: statistic).map(\.bitPattern)
          == made.values(of: statistic).map(\.bitPattern))
    }
    let tables = [cells, made].map {
      PaperTable.table(ResultGrid($0), experiment: "e").written(as: .csv)
    }
    #expect(tables[0] == tables[1])
  }

  @Test func `The table is the same`() throws {
    let statistics = ResultGrid.statistics(for: .weightedTau)
    #expect(try ResultCells("e", in: store, statistics: statistics) == nil, "nothing is kept yet")
    try ResultCells.keep(["e"], in: store)
    let kept = try #require(try ResultCells("e", in: store, statistics: statistics))
    for choices in [[], SettingChoice.allCases] {
      var options = PaperTable.Options()
      options.choices = choices
      options.showsIntervals = true
      let tables = [ResultGrid(kept), ResultGrid(runs)].map {
        PaperTable.table($0, experiment: "e", options: options).written(as: .json)
      }
      #expect(tables[0] == tables[1])
    }
  }

  @Test(arguments: [
    "step_size = 0.1", "seed > 1 or dataset = 'letters'", "not (weighted_tau > 0.3)",
    "metric_options = 'rank=7' and motion = 'ped'", "ablation is empty", "setting in (1, 3)",
    "kendall_tau is empty and accuracies >= 3", "rounding_ties = 2",
  ])
  func `A condition chooses the runs that SQL chooses`(text: String) throws {
    let condition = try RunColumn.condition(text)
    var query = RunQuery(experiment: "e", status: .finished)
    query.condition = condition
    let chosen = ResultCells(try store.runs(query))
    let all = ResultCells(runs.filter { $0.status == .finished })
    #expect(!chosen.isEmpty)
    #expect(ResultCells.statistics(of: condition) != nil)
    #expect(all.choosing(condition).isEqual(to: chosen))
  }

  @Test func `What only runs have is not answered by cells`() throws {
    for text in ["note ~ 'x'", "finished_at > 2026-01-01", "step_size = 1 and status = 'failed'"] {
      #expect(ResultCells.statistics(of: try RunColumn.condition(text)) == nil)
    }
  }

  @Test func `A setting stands beside its metric without PED`() throws {
    let cells = ResultCells(runs)
    let number = try #require(runs.first { $0.specification.ped?.stepSize == 0.2 }?.setting)
    let chosen = try cells.choosing(setting: number)
    #expect(
      Set(chosen.datasetNames) == ["digits", "letters"]
        && chosen.values(of: "weighted_tau").count < cells.values(of: "weighted_tau").count)
    #expect(
      throws: TableError(
        "there is no setting 99 among the runs; `pedlab runs EXPERIMENT` shows their numbers.")
    ) { try cells.choosing(setting: 99) }
  }

  @Test func `Accuracies are kept beside the cells`() throws {
    try ResultCells.keep(["e"], in: store)
    let record = ExperimentRecord(name: "e", runs: runs) { try store.evaluations(of: $0) }
    let made = try record.truth(of: ["digits", "letters"])
    let kept = try #require(try ResultCells.truth(of: "e", in: store))
    #expect(kept.models == made.models)
    #expect(kept.merits == made.merits)
  }

  @Test func `Bytes that were cut off are no cells`() throws {
    let record = ExperimentRecord(name: "e", runs: runs) { try store.evaluations(of: $0) }
    let bytes = try #require(try ResultCells.documents(of: record)["cells"])
    #expect(ResultCells(["cells": bytes], statistics: []) != nil)
    for length in 0..<bytes.count {
      #expect(ResultCells(["cells": Array(bytes.prefix(length))], statistics: []) == nil)
    }
  }
}

extension ResultCells {
  /// NaN counts as equal to itself.
  fileprivate func isEqual(to other: ResultCells) -> Bool {
    func bits(_ cells: ResultCells) -> [[UInt64]] {
      CorrelationStatistic.all.map { cells.values(of: $0.name).map(\.bitPattern) }
    }
    return bits(self) == bits(other) && datasetNames == other.datasetNames
  }
}
