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

  @Test func `Bytes that were cut off are no cells`() {
    let bytes = ResultCells(runs).documents["cells"] ?? []
    #expect(ResultCells(["cells": bytes], statistics: []) != nil)
    for length in 0..<bytes.count {
      #expect(ResultCells(["cells": Array(bytes.prefix(length))], statistics: []) == nil)
    }
  }
}

/// A folder with a ledger that goes away with its last user.
private final class LedgerFolder: Sendable {
  let folder: URL
  var path: String { folder.appendingPathComponent("ledger.sqlite").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cells-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
