import FeatureStore
import Foundation
import Ledger
import Sweep
import TestSupport
import Testing

/// Sweeps of the bundled store: the same bits however the work is divided.
struct SweepBitsTests {
  private static let plan = """
    experiment: bits
    store: Experiments/data/hub.h5
    models: [byol, simclr, sup_mlp]
    datasets: [digits8, mnist_fewshot]
    metrics: [logme, sfda, gbc, hscore]
    motion: [none, ped]
    ped: {step_size: [0.1, 0.4], iterations: [2, 6], radius_scale: [0.3, 0.6]}
    """

  /// Every score and trace of a sweep, by run and model.
  private func sweep(
    workers: Int, memory: Int, cache: StatisticsCache? = nil
  ) async throws -> [String: [Evaluation]] {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let plan = try Plan.parse(Self.plan, path: PackageFiles.path("plan.yaml"))
    let inputs = try SweepInputs(plan, cache: cache, workers: workers)
    let submission = try PlanSubmission(plan, inputs: inputs)
    let ledger = try LedgerStore(path: folder.file("l.sqlite"))
    let number = try ledger.registerExperiment(
      "bits", provenance: .current(plan: plan, version: "test", commandLine: []))
    _ = try ledger.enqueue(submission.specifications, submission: number, retryFailed: false)
    let summary = try await SweepRunner(
      inputs: inputs, ledger: ledger, submission: number,
      options: SweepRunner.Options(workers: workers, memoryLimit: memory, failFast: false),
      stop: StopFlag(), progress: { _ in }
    ).run()
    #expect(summary.failed == 0 && summary.finished == submission.specifications.count)
    let evaluations = try ledger.evaluations(of: ledger.runs(experiment: "bits"))
    return evaluations.mapValues { run in
      run.map { evaluation in
        var timeless = evaluation
        timeless.seconds = 0
        return timeless
      }
    }
  }

  @Test func `Results do not depend on workers memory or cache`() async throws {
    let reference = try await sweep(workers: 1, memory: .max)
    #expect(reference.count == 72 && reference.values.allSatisfy { $0.count == 3 })
    #expect(try await sweep(workers: 2, memory: .max) == reference)
    #expect(try await sweep(workers: 3, memory: 1) == reference)
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let cache = StatisticsCache(folder: folder.path, limit: 1_000_000_000)
    #expect(try await sweep(workers: 2, memory: 1, cache: cache) == reference)
    #expect(try await sweep(workers: 2, memory: .max, cache: cache) == reference)
  }

  @Test func `A forecast says what does not fit`() throws {
    let plan = try Plan.parse(Self.plan, path: PackageFiles.path("plan.yaml"))
    let inputs = try SweepInputs(plan)
    let submission = try PlanSubmission(plan, inputs: inputs)
    let fits = try SweepForecast(
      submission.specifications, inputs: inputs, workers: 2, memoryLimit: 1_000_000_000,
      flopsPerSecond: 1e9)
    #expect(fits.seconds > 0 && fits.memory.bytes > 40_000_000)
    #expect(
      fits.sentence(workers: 2, memoryLimit: 1_000_000_000).hasSuffix(" MB of memory in all."))
    let tight = try SweepForecast(
      submission.specifications, inputs: inputs, workers: 1, memoryLimit: 20_000_000,
      flopsPerSecond: 1e9)
    let text = tight.sentence(workers: 1, memoryLimit: 20_000_000)
    #expect(
      text.contains(
        /in all\. --memory 20 MB is too little: \S+ on \S+ alone needs up to \d+ MB, with/))
    #expect(text.contains(" on one thread (a third to three times that)"))
    let half = try SweepForecast(
      Array(submission.specifications.prefix(36)), inputs: inputs, workers: 2,
      memoryLimit: .max, flopsPerSecond: 1e9)
    #expect(half.seconds < fits.seconds)
  }
}
