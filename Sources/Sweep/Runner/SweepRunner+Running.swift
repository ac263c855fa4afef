import FeatureStore
import Ledger
import Synchronization
import Transferability

extension SweepRunner {
  /// Runs claimed at once: few enough that several processes share a sweep evenly, many enough
  /// that claiming costs nothing.
  private static let batchSize = 256

  /// Computes until nothing is left to do, here or in other processes on the same ledger.
  ///
  /// - Throws: ``LedgerError`` if results cannot be recorded. A run that fails does not end the
  ///   sweep: it is recorded with its error, and counted.
  package func run() async throws -> Summary {
    let tally = Tally()
    let recorder = RunRecorder(ledger)
    var pool: DatasetPool?
    while !stop.isSet {
      let claimed = try ledger.claim(submission: submission, limit: Self.batchSize)
      if claimed.isEmpty {
        guard try ledger.hasRunning(submission: submission) else { break }
        // Another process computes the rest; if it dies, its runs are claimed here.
        try await Task.sleep(for: .milliseconds(300))
        continue
      }
      for (dataset, runs) in Dictionary(grouping: claimed, by: \.specification.dataset)
        .sorted(by: { $0.key < $1.key })
      {
        if pool?.dataset != dataset {
          pool = DatasetPool(dataset: dataset, inputs: inputs, memoryLimit: options.memoryLimit)
        }
        if let pool { try await compute(runs, pool, recorder, tally) }
      }
      try recorder.flush()
    }
    return tally.summary
  }

  private func compute(
    _ runs: [ClaimedRun], _ pool: DatasetPool, _ recorder: RunRecorder, _ tally: Tally
  ) async throws {
    let accuracies = inputs.accuracies(on: pool.dataset)
    let assemblies = try runs.map { try RunAssembly($0, accuracies: accuracies) }
    let models = Set(runs.flatMap(\.specification.models)).sorted()
    for group in try pool.groups(of: models) {
      try await prepare(group, assemblies, pool)
      let steps = assemblies.flatMap { assembly in
        group.filter(assembly.contains).map { (assembly: assembly, model: $0) }
      }
      try await parallelFor(steps.count, workers: options.workers, stop: stop) { index in
        try evaluate(steps[index].assembly, steps[index].model, pool, recorder, tally)
      }
      pool.release(unlessAllFit: group)
      if stop.isSet { break }
    }
    try recorder.flush()
    let unfinished = assemblies.filter { !$0.isDone }
    try ledger.release(unfinished.map(\.claimed))
    tally.addReleased(unfinished.count)
  }

  /// Reads and factorises what the runs need, a model a task, so that no worker waits for another.
  private func prepare(
    _ models: [String], _ assemblies: [RunAssembly], _ pool: DatasetPool
  ) async throws {
    let variants = Array(Set(assemblies.map(\.variant)))
    try await parallelFor(models.count, workers: options.workers, stop: stop) { index in
      // A failure here is met again, and recorded with its run, when the run is evaluated.
      try? pool.pair(models[index], expectedEvaluations: assemblies.count).prepare(variants)
    }
  }

  private func evaluate(
    _ assembly: RunAssembly, _ model: String, _ pool: DatasetPool, _ recorder: RunRecorder,
    _ tally: Tally
  ) throws {
    defer { progress() }
    guard !assembly.isDone else { return }
    let result: RunResult?
    do {
      let pair = try pool.pair(model, expectedEvaluations: 1)
      let evaluation = try pair.evaluate(assembly.setting.ped, assembly.variant)
      result = try assembly.add(evaluation, of: model)
    } catch {
      guard assembly.markFailed() else { return }
      let sentence = "\(pool.dataset), model \"\(model)\": \(error)"
      try ledger.fail(
        assembly.claimed, error: sentence, log: assembly.log(failing: model, error))
      tally.addFailure(sentence)
      if options.failFast { stop.set() }
      return
    }
    if let result {
      try recorder.record(assembly.claimed, result)
      tally.addFinished()
    }
  }
}

/// Counts of a sweep, from all workers.
private final class Tally: Sendable {
  private let counts = Mutex(SweepRunner.Summary())

  var summary: SweepRunner.Summary { counts.withLock { $0 } }

  func addFinished() { counts.withLock { $0.finished += 1 } }

  func addFailure(_ sentence: String) {
    counts.withLock { counts in
      counts.failed += 1
      if counts.firstError == nil { counts.firstError = sentence }
    }
  }

  func addReleased(_ count: Int) { counts.withLock { $0.released += count } }
}
