import FeatureStore
import Ledger
import Parallel
import Transferability

extension SweepRunner {
  /// Scores the missing models of some runs on the worker threads.
  ///
  /// - Parameter allFit: whether all of them may be prepared at the same time.
  func work(on piece: SweepPiece, _ batch: SweepBatch, allFit: Bool) async throws {
    let assemblies = piece.assemblies
    let groups = byModel(assemblies)
    let metrics = Set(assemblies.map(\.setting.metric))
    let settings = assemblies.count / max(metrics.count, 1)
    let items = try groups.sorted { $0.key < $1.key }.map { model, groups in
      PairSchedule.Item(
        model: model,
        bytes: try batch.pool.memory(model, metrics: metrics, settings: settings).atMost,
        evaluations: groups.count)
    }
    let schedule = PairSchedule(
      items, limit: allFit ? .max : room - PairMemory.process, stop: stop
    ) { item in
      if !piece.keeps(item.model) { batch.pool.release(item.model) }
    }
    let cores = CoreBudget(cores: options.workers)
    try await parallelFor(options.workers, workers: options.workers, stop: stop) { _ in
      while let work = schedule.next() {
        defer { schedule.ended(work) }
        try cores.occupyingOne {
          try perform(work, groups, batch, piece)
        }
      }
    }
  }

  /// The runs that a model is missing in, with those together that share its motion.
  private func byModel(_ assemblies: [RunAssembly]) -> [String: [[RunAssembly]]] {
    var groups: [String: [[RunAssembly]]] = [:]
    for group in assemblies.grouped(by: { $0.setting.sharesMotion(with: $1.setting) }) {
      var runs: [String: [RunAssembly]] = [:]
      for assembly in group {
        for model in assembly.missing { runs[model, default: []].append(assembly) }
      }
      for (model, runs) in runs { groups[model, default: []].append(runs) }
    }
    return groups
  }

  private func perform(
    _ work: PairSchedule.Work, _ groups: [String: [[RunAssembly]]], _ batch: SweepBatch,
    _ piece: SweepPiece
  ) throws {
    switch work {
    case .prepare(let item):
      let wanted = Array((groups[item.model] ?? []).joined())
      let taken = try ledger.take(item.model, of: wanted.map(\.claimed))
      for assembly in wanted where !taken.contains(assembly.claimed.key) {
        assembly.leave(item.model)
      }
      let runs = wanted.filter { !$0.isElsewhere(item.model) }
      guard !runs.isEmpty else { return }
      for (sample, runs) in Dictionary(grouping: runs, by: \.setting.sample) {
        try batch.pool.pair(item.model, sample)
          .prepare(
            runs.map { ($0.setting.ped, $0.variant) }, keepsInput: piece.keeps(item.model))
      }
    case .evaluate(let item, let index):
      for assembly in groups[item.model]?[index] ?? [] where !stop.isSet {
        try evaluate(assembly, item.model, batch)
      }
    }
  }

  private func evaluate(
    _ assembly: RunAssembly, _ model: String, _ batch: SweepBatch
  ) throws {
    guard !assembly.isElsewhere(model) else { return }
    defer { progress(batch.pool.dataset) }
    guard !assembly.isDone else { return }
    let outcome: ModelOutcome
    do {
      outcome = try self.outcome(assembly, model, batch)
    } catch {
      // Not a failure of the model: all that is left would fail as well, and can be run again.
      batch.tally.add(changedFile: error)
      return stop.set()
    }
    var result = assembly.add(outcome, of: model)
    switch outcome {
    case .scored(let evaluation):
      batch.tally.addComputed()
      if result == nil { try batch.recorder.keep(evaluation, of: assembly.claimed) }
    case .failed(let failure):
      batch.tally.addFailure("\(batch.pool.dataset), model \"\(model)\": \(failure.error)")
      if options.failFast {
        stop.set()
        result = result ?? assembly.abandon()
      }
    }
    if let result {
      try batch.recorder.record(assembly.claimed, result)
      batch.tally.add(result)
    }
  }

  private func outcome(
    _ assembly: RunAssembly, _ model: String, _ batch: SweepBatch
  ) throws(StoreError) -> ModelOutcome {
    do {
      let computed = try batch.pool.pair(model, assembly.setting.sample)
        .evaluate(assembly.setting.ped, assembly.variant)
      try inputs.checkUnchanged(model: model, dataset: batch.pool.dataset)
      return .scored(assembly.evaluation(computed, of: model))
    } catch {
      if let change = inputs.store.changedFile { throw change }
      return .failed(EvaluationFailure(model: model, error: error))
    }
  }
}
