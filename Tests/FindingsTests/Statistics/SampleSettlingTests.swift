import Findings
import Foundation
import Ledger
import TestSupport
import Testing

/// How fast a ranking settles where all rows were run, and where they were not.
struct SampleSettlingTests {
  private static let models = ["a", "b", "c", "d"]
  /// One pair of six the other way round: tau is 4/6.
  private static let nearly = [1.0, 2, 4, 3]
  private static let settled = [1.0, 2, 3, 4]

  /// One metric on two datasets: a sample of each size for each of two seeds, in the settled order but for
  /// the smallest; of seed 1 the largest is in the order of the smallest.
  private func record(_ sizes: [Int?]) -> ExperimentRecord {
    var scores: [String: [Double]] = [:]
    var runs: [RecordedRun] = []
    for dataset in ["x", "y"] {
      for size in sizes {
        let seeds: [Int?] = size == nil ? [nil] : [0, 1]
        for seed in seeds {
          let id = "\(dataset)-\(size ?? 0)-\(seed ?? 0)"
          let isLast = size == sizes.compactMap { $0 }.max() && seed == 1
          scores[id] = size == 10 || isLast ? Self.nearly : Self.settled
          runs.append(
            RecordedRun(
              id: id, experiment: "rows",
              specification: RunSpecification(
                dataset: dataset, models: Self.models, metric: "logme",
                sample: size.flatMap { size in seed.map { RowSample(perClass: size, seed: $0) } },
                inputDigest: "", methodVersion: 1),
              status: .finished, createdAt: 0,
              correlations: Correlations(
                models: 4, weightedTau: 0.5, weightedTauLow: 0.2, weightedTauHigh: 0.7)))
        }
      }
    }
    let known = scores
    return ExperimentRecord(name: "rows", runs: runs) { runs in
      Dictionary(
        uniqueKeysWithValues: runs.map { run in
          let own = zip(Self.models, known[run.id] ?? [])
          return (
            run.id,
            own.enumerated().map { place, pair in
              Evaluation(
                model: pair.0, score: pair.1, stepsTaken: nil, stop: nil,
                accuracy: 60 + Double(place), seconds: 1, trace: [])
            }
          )
        })
    }
  }

  @Test func ordersAreComparedWithThatFromAllRows() throws {
    let found = try #require(
      try SampleSettling(record([10, 20, 40, nil]), MethodSetting(metric: "logme")))
    #expect(found.most == nil && found.datasets == ["x", "y"])
    #expect(found.levels.map(\.perClass) == [10, 20, 40])
    // Seed 1 of the largest sample is not settled.
    let means = found.levels.map(\.mean)
    #expect(zip(means, [4.0 / 6, 1, 5.0 / 6]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// Each seed with its own largest sample: seed 0 agrees from 20 on, seed 1 with the smallest only.
  @Test func withoutAllRowsTheMostOfTheSameSeedStandForThem() throws {
    let found = try #require(
      try SampleSettling(record([10, 20, 40]), MethodSetting(metric: "logme")))
    #expect(found.most == 40)
    #expect(found.levels.map(\.perClass) == [10, 20])
    #expect(found.levels.allSatisfy { abs($0.mean - 5.0 / 6) < 1e-12 })
    #expect(found.levels.allSatisfy { abs($0.least - 4.0 / 6) < 1e-12 })
  }

  private func report(_ sizes: [Int?]) throws -> (text: String, files: [String]) {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let files = try Report(record(sizes)).write(to: temporary.path)
    return (try String(contentsOfFile: temporary.file("report.md"), encoding: .utf8), files)
  }

  @Test func theReportSaysWhatOrdersAreComparedWith() throws {
    let all = try report([10, 20, nil])
    #expect(all.text.contains("with the order from all rows: mean"))
    #expect(all.text.contains("and from all (at the right end)"))
    let most = try report([10, 20])
    #expect(most.files.contains("figures/settling-order.svg"))
    #expect(
      most.text.contains(
        "with the order from 20 rows of each class of the same seed, the most that were run (all rows "
          + "were not): mean"))
    #expect(!most.text.contains("at the right end"))
  }

  @Test func oneNumberOfRowsIsNoFigureButASentence() throws {
    let one = try report([10])
    #expect(!one.files.contains("figures/settling-order.svg"))
    #expect(
      one.text.contains(
        "LogME was run from 10 rows of each class only: how fast its ranking settles needs another "
          + "size, or all, in `samples_per_class`."))
    #expect(try !report([nil]).text.contains("How many rows are enough?"))
  }
}
