import Findings
import Ledger
import Testing

/// Cells that grow with a sweep are those of its runs at every moment.
struct GrowingCellsTests {
  @Test func `They are the cells of the runs so far`() throws {
    let scratch = try LedgerFolder()
    let store = try LedgerStore(path: scratch.path)
    let submission = try store.registerExperiment("e", provenance: SampleExperiment.provenance)
    _ = try store.enqueue(Self.specifications, submission: submission)
    var (followed, growing) = (FollowedRuns(), GrowingCells())
    for (index, run) in try store.claim(submission: submission, limit: 100).reversed().enumerated()
    {
      try store.finish(run, Self.result(index))
      guard index % 3 == 0 else { continue }
      try followed.look(
        at: "e", in: store, begin: { growing = GrowingCells() }, take: { growing.add($0) })
      let runs = try store.runs(experiment: "e")
      let (made, expected) = (growing.cells(open: followed.open), ResultCells(runs))
      #expect(made.unfinished == expected.unfinished)
      for statistic in CorrelationStatistic.all.map(\.name) {
        #expect(
          made.values(of: statistic).map(\.bitPattern)
            == expected.values(of: statistic).map(\.bitPattern))
      }
      let grids = (ResultGrid(made), ResultGrid(expected))
      #expect(grids.0.settings == grids.1.settings && grids.0.datasets == grids.1.datasets)
      #expect(
        try Set(growing.fullest.values.map(\.id))
          == Set(store.fullestRuns(experiment: "e").map(\.id)))
    }
  }

  private static let specifications = ["digits", "letters"].flatMap { dataset in
    [nil, 0.2, 0.1].flatMap { step in
      [2, 1].map { seed in
        RunSpecification(
          dataset: dataset, models: ["a", "b"], metric: "logme", metricOptions: ["rank": "7"],
          seed: seed,
          ped: step.map {
            PEDParameters(
              stepSize: $0, iterations: 6, forceConstant: 1, radiusScale: 0.6, exitRatio: 0.5)
          }, inputDigest: "d", methodVersion: 1)
      }
    }
  }

  private static func result(_ index: Int) -> RunResult {
    RunResult(
      evaluations: [Evaluation(model: "a", score: 1, accuracy: 2, seconds: 1)],
      correlations: Correlations(
        models: 2, accuracies: 1 + index % 2, weightedTau: index == 3 ? nil : Double(index) / 20),
      seconds: 1, error: index == 7 ? "it failed" : nil)
  }
}
