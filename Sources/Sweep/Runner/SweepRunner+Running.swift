import FeatureStore
import Ledger
import LinearAlgebra
import Parallel
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
          pool = DatasetPool(dataset: dataset, inputs: inputs)
        }
        let isLast = claimed.count < Self.batchSize
        if let pool { try await compute(runs, pool, recorder, tally, isLast: isLast) }
      }
    }
    return tally.summary
  }

  /// - Parameter isLast: nothing of the dataset is claimed later: prepared models can go.
  private func compute(
    _ runs: [ClaimedRun], _ pool: DatasetPool, _ recorder: RunRecorder, _ tally: Tally,
    isLast: Bool
  ) async throws {
    let accuracies = inputs.accuracies(on: pool.dataset)
    let assemblies =
      try runs
      .map { try RunAssembly($0, accuracies: accuracies, onFailure: options.onFailure) }
      .sorted { $0.setting.isScored(before: $1.setting) }
    let models = Set(assemblies.flatMap(\.claimed.specification.models))
    let allFit = try models.reduce(0) { try $0 + pool.bytes($1) } <= options.memoryLimit
    // Prepared models stay for the next piece if there is room for all of them; a run is recorded
    // when its last model is scored, so that small pieces lose little to a stop.
    let size = allFit ? Self.pieceSize : assemblies.count
    for start in stride(from: 0, to: assemblies.count, by: size) where !stop.isSet {
      let piece = Array(assemblies[start..<min(start + size, assemblies.count)])
      let keeps = allFit && !(isLast && start + size >= assemblies.count)
      try await work(on: piece, pool, recorder, tally, keepsModels: keeps)
    }
    try recorder.flush()
    let unfinished = assemblies.filter { !$0.isDone }
    try ledger.release(unfinished.map(\.claimed))
    tally.addReleased(unfinished.count)
  }

  /// Runs that are scored under all models before the next ones are begun.
  private static let pieceSize = 64

  private func work(
    on assemblies: [RunAssembly], _ pool: DatasetPool, _ recorder: RunRecorder, _ tally: Tally,
    keepsModels: Bool
  ) async throws {
    var byModel: [String: [[RunAssembly]]] = [:]
    for group in assemblies.grouped(by: { $0.setting.sharesMotion(with: $1.setting) }) {
      for model in Set(group.flatMap(\.claimed.specification.models)) {
        byModel[model, default: []].append(group.filter { $0.contains(model) })
      }
    }
    let items = try byModel.sorted { $0.key < $1.key }.map { model, groups in
      PairSchedule.Item(model: model, bytes: try pool.bytes(model), evaluations: groups.count)
    }
    let schedule = PairSchedule(items, limit: options.memoryLimit, stop: stop) { item in
      if !keepsModels { pool.release(item.model) }
    }
    let cores = CoreBudget(cores: options.workers)
    let grouped = byModel
    try await parallelFor(options.workers, workers: options.workers, stop: stop) { _ in
      while let work = schedule.next() {
        defer { schedule.ended(work) }
        try cores.occupyingOne {
          try perform(work, grouped, pool, recorder, tally)
        }
      }
    }
  }

  private func perform(
    _ work: PairSchedule.Work, _ groups: [String: [[RunAssembly]]], _ pool: DatasetPool,
    _ recorder: RunRecorder, _ tally: Tally
  ) throws {
    switch work {
    case .prepare(let item):
      let runs = (groups[item.model] ?? []).joined()
      try pool.pair(item.model)
        .prepare(runs.map { ($0.setting.ped, $0.variant) })
    case .evaluate(let item, let index):
      for assembly in groups[item.model]?[index] ?? [] where !stop.isSet {
        try evaluate(assembly, item.model, pool, recorder, tally)
      }
    }
  }

  private func evaluate(
    _ assembly: RunAssembly, _ model: String, _ pool: DatasetPool, _ recorder: RunRecorder,
    _ tally: Tally
  ) throws {
    defer { progress() }
    guard !assembly.isDone else { return }
    var result: RunResult?
    do {
      let pair = try pool.pair(model)
      let evaluation = try pair.evaluate(assembly.setting.ped, assembly.variant)
      try inputs.checkUnchanged(model: model, dataset: pool.dataset)
      result = assembly.add(.scored(evaluation), of: model)
    } catch {
      let failure = EvaluationFailure(model: model, error: error)
      tally.addFailure("\(pool.dataset), model \"\(model)\": \(error)")
      result = assembly.add(.failed(failure), of: model)
      if options.failFast {
        stop.set()
        result = result ?? assembly.abandon()
      }
    }
    if let result {
      try recorder.record(assembly.claimed, result)
      tally.add(result)
    }
  }
}

extension Array {
  /// Divides into runs of neighbours that belong together.
  fileprivate func grouped(by belongTogether: (Element, Element) -> Bool) -> [[Element]] {
    reduce(into: []) { groups, element in
      if let last = groups.last?.last, belongTogether(last, element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
  }
}

/// Counts of a sweep, from all workers.
private final class Tally: Sendable {
  private let counts = Mutex(SweepRunner.Summary())

  var summary: SweepRunner.Summary { counts.withLock { $0 } }

  func add(_ result: RunResult) {
    counts.withLock { counts in
      if result.error == nil { counts.finished += 1 } else { counts.failed += 1 }
      counts.failedEvaluations += result.failures.count
      if counts.firstError == nil { counts.firstError = result.error }
    }
  }

  func addFailure(_ sentence: String) {
    counts.withLock { counts in
      if counts.firstError == nil { counts.firstError = sentence }
    }
  }

  func addReleased(_ count: Int) { counts.withLock { $0.released += count } }
}
