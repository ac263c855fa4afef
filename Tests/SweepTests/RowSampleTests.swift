import FeatureStore
import Foundation
import Ledger
import Sweep
import TestSupport
import Testing

/// Samples of rows as an axis of a sweep.
struct RowSampleTests {
  private static let plan = """
    experiment: rows
    store: Experiments/data/hub.h5
    models: [byol, simclr, sup_mlp]
    datasets: [digits8]
    metrics: [logme, ncm]
    samples_per_class: [5, 10, 20, all]
    seed: [0, 1]

    """

  @Test func `Each size has each seed, and all rows none`() throws {
    let plan = try Plan.parse(Self.plan, path: "plan.yaml")
    #expect(
      plan.samples == [
        RowSample(perClass: 5, seed: 0), RowSample(perClass: 5, seed: 1),
        RowSample(perClass: 10, seed: 0), RowSample(perClass: 10, seed: 1),
        RowSample(perClass: 20, seed: 0), RowSample(perClass: 20, seed: 1), nil,
      ])
    let settings = try SettingGrid(plan).settings
    #expect(settings.count == 2 * 2 * 7 && Set(settings).count == settings.count)
    let again = try Plan.parse(plan.resolvedText, path: "plan.yaml")
    #expect(again.samples == plan.samples)
  }

  @Test(arguments: [
    (
      "samples_per_class: [10, 1]",
      "samples_per_class has \"1\"; allowed are whole numbers from 2, and all"
    ),
    ("samples_per_class: [all, all]", "samples_per_class lists all twice; each value is run once"),
    ("samples_per_class: []", "samples_per_class has no values: the grid is empty"),
    (
      "samples_per_class: 10\nseed: [-1]",
      "seed has \"-1\"; each must be a whole number from 0 to 9007199254740991"
    ),
    ("samples_per_class: 10\nseed: [2, 2]", "seed lists 2 twice; each value is run once"),
    ("seed: [0, 1]", "seed draws the rows of samples_per_class, which the plan does not have"),
  ])
  func mistakes(_ text: String, _ sentence: String) throws {
    let error = #expect(throws: PlanError.self) { try PlanTests.plan(text + "\n") }
    #expect("\(try #require(error))".contains(sentence))
  }

  /// Bytes that a sweep reads of the store, with its digests.
  private func bytesRead(_ text: String) async throws -> Int {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let plan = try Plan.parse(text, path: PackageFiles.path("plan.yaml"))
    let inputs = try SweepInputs(plan)
    let submission = try PlanSubmission(plan, inputs: inputs)
    let ledger = try LedgerStore(path: folder.file("l.sqlite"))
    let number = try ledger.registerExperiment(
      "rows", provenance: .current(plan: plan, version: "test", commandLine: []))
    _ = try ledger.enqueue(submission.specifications, submission: number, retryFailed: false)
    let summary = try await SweepRunner(
      inputs: inputs, ledger: ledger, submission: number,
      options: SweepRunner.Options(workers: 2, memoryLimit: .max, failFast: false),
      stop: StopFlag(), progress: { _ in }
    ).run()
    #expect(summary.finished == submission.specifications.count)
    return inputs.store.bytesRead
  }

  /// Four sizes and two seeds take the pass that all rows take alone.
  @Test func `The features are read once`() async throws {
    let lines = Self.plan.split(separator: "\n")
    let all = lines.filter { !$0.hasPrefix("samples") && !$0.hasPrefix("seed") }
    let once = try await bytesRead(all.joined(separator: "\n"))
    let passes = try await Double(bytesRead(Self.plan)) / Double(once)
    #expect(passes >= 0.99 && passes <= 1.1, "\(passes) passes")
  }
}
