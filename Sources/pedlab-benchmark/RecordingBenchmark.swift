import Findings
import Foundation
import Ledger

/// How fast runs are recorded: synthetic runs of 12 evaluations with traces of 7 rows, written to a
/// fresh ledger as a sweep writes them.
package struct RecordingBenchmark: Sendable {
  /// Seconds for all runs, step by step.
  package struct Result: Codable, Sendable {
    /// Runs that were recorded.
    package var runs: Int
    /// Evaluations that were recorded.
    package var evaluations: Int
    /// Seconds to submit them.
    package var enqueue: Double
    /// Seconds to claim them.
    package var claim: Double
    /// Handed to a ``RunRecorder`` and flushed to the disk.
    package var record: Double
    /// The file without write-ahead log.
    package var bytes: Int

    /// Over submitting, claiming and recording.
    package var evaluationsPerSecond: Double { Double(evaluations) / (enqueue + claim + record) }
    /// Over recording alone.
    package var recordedPerSecond: Double { Double(evaluations) / record }
    /// Of the ledger's file.
    package var bytesPerEvaluation: Double { Double(bytes) / Double(evaluations) }
  }

  /// The names of the twelve models of a run.
  package static let models = (0..<12).map { "model\($0 < 10 ? "0" : "")\($0)" }
  /// Rows of the energy trace of each evaluation.
  package static let traceRows = 7

  let runs: Int
  /// Whether two metrics score each motion, as in most sweeps; otherwise each run has traces of its own.
  let sharesMotions: Bool

  package init(runs: Int, sharesMotions: Bool = true) {
    (self.runs, self.sharesMotions) = (runs, sharesMotions)
  }

  /// Fills the ledger at `path`, which must not exist.
  ///
  /// - Parameter oneByOne: a transaction, and so a wait for the disk, for each run.
  package func write(to path: String, oneByOne: Bool = false) throws -> Result {
    let store = try LedgerStore(path: path)
    let specifications = (0..<runs).map(specification)
    let results = (0..<min(runs, 512)).map(result)
    let submission = try store.registerExperiment("benchmark", provenance: Self.provenance)
    let enqueue = try Self.seconds {
      _ = try store.enqueue(specifications, submission: submission)
    }
    var (claim, record) = (0.0, 0.0)
    let recorder = RunRecorder(store)
    var done = 0
    while done < runs {
      var claimed: [ClaimedRun] = []
      claim += try Self.seconds { claimed = try store.claim(submission: submission, limit: 256) }
      record += try Self.seconds {
        for run in claimed {
          let result = results[done % results.count]
          done += 1
          if oneByOne { try store.finish(run, result) } else { try recorder.record(run, result) }
        }
        try recorder.flush()
      }
    }
    // As `pedlab run` does at its end.
    try ResultCells.keep(["benchmark"], in: store)
    return Result(
      runs: runs, evaluations: runs * Self.models.count, enqueue: enqueue, claim: claim,
      record: record, bytes: try store.checkpointedSize())
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// Ten datasets one after another, as plans submit them, of two metrics and a grid of step size,
  /// force constant and radius scale.
  private func specification(_ index: Int) -> RunSpecification {
    let perDataset = (runs + 9) / 10
    let (dataset, setting) = (index / perDataset, index % perDataset)
    let ped = PEDParameters(
      stepSize: 0.1 * Double(1 + setting / 2 % 50), iterations: 6,
      forceConstant: Double(1 + setting / 100 % 10), radiusScale: 0.6 + Double(setting / 1000),
      exitRatio: 0.5)
    return RunSpecification(
      dataset: "dataset\(dataset)", models: Self.models,
      metric: setting % 2 == 0 ? "logme" : "sfda",
      ped: ped, inputDigest: SHA256.hex(Array("dataset\(dataset)".utf8)), methodVersion: 1)
  }

  private func result(_ index: Int) -> RunResult {
    var noise = Noise(state: UInt64(index + 1))
    var motion = Noise(state: UInt64(1_000 + (sharesMotions ? index / 2 : index)))
    let evaluations = Self.models.map { model in
      Evaluation(
        model: model, score: noise.next(), stepsTaken: Self.traceRows - 1, stop: "iterations",
        accuracy: 50 + 50 * noise.next(), seconds: noise.next() / 100, trace: Self.trace(&motion))
    }
    var correlations = Correlations(models: Self.models.count)
    for statistic in CorrelationStatistic.all { correlations[statistic] = 2 * noise.next() - 1 }
    return RunResult(
      evaluations: evaluations,
      correlations: correlations,
      seconds: 0.1)
  }

  private static func trace(_ noise: inout Noise) -> [TraceRow] {
    (0..<traceRows).map { step in
      TraceRow(
        step: step, potentialEnergy: noise.next(), displacement: step == 0 ? 0 : noise.next(),
        changeRatio: step == 0 ? nil : noise.next(), overlappingPairs: 40 - step)
    }
  }

  private static let plan = "experiment: benchmark\nstore: hub.h5\nmetrics: [logme, sfda]\n"

  private static let provenance = Provenance(
    planText: plan, resolvedPlan: plan,
    planPath: "plan.yaml", overrides: [], commandLine: ["pedlab", "benchmark", "ledger"],
    codeVersion: "", libraries: [:], host: "", user: "")
}

/// Numbers in 0..<1 with all 53 bits in use, so that nothing is smaller on the disk than it would be.
private struct Noise {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double((state ^ state >> 33) &* 0xFF51_AFD7_ED55_8CCD >> 11) * 0x1p-53
  }
}
