import Ledger
import Tabular

extension SweepRunner {
  /// Computes until nothing is left to do, here or in other processes on the same ledger.
  ///
  /// - Throws: ``LedgerError`` if results cannot be recorded. A run that fails does not end the
  ///   sweep: it is recorded with its error, and counted.
  package func run() async throws -> Summary {
    let tally = SweepTally()
    let recorder = RunRecorder(ledger)
    var pool: DatasetPool?
    var size = ClaimSize()
    while !stop.isSet {
      let claimed = try ledger.claim(
        submission: submission, limit: size.limit, leavesHalf: true, atLeast: fewestRuns)
      if claimed.isEmpty {
        let holders = try ledger.holders(submission: submission)
        guard !holders.isEmpty else { break }
        if let model = try ledger.help(submission: submission) {
          let known = pool?.dataset == model.dataset ? pool : nil
          let current = known ?? DatasetPool(dataset: model.dataset, inputs: inputs)
          pool = current
          try help(model, SweepBatch(pool: current, recorder: recorder, tally: tally))
          continue
        }
        // Other processes compute the rest; if one dies, its runs are claimed here.
        waiting(holders)
        try await Task.sleep(for: Self.pause)
        continue
      }
      let start = ContinuousClock.now
      var allFit = true
      for (dataset, runs) in Dictionary(grouping: claimed, by: \.specification.dataset)
        .sorted(by: { $0.key < $1.key })
      {
        let known = pool?.dataset == dataset ? pool : nil
        let current = known ?? DatasetPool(dataset: dataset, inputs: inputs)
        pool = current
        let batch = SweepBatch(pool: current, recorder: recorder, tally: tally)
        allFit = try await compute(runs, batch) && allFit
      }
      size.adapt((ContinuousClock.now - start) / .seconds(1), allFit: allFit)
    }
    if let change = tally.changedFile { throw change }
    return tally.summary
  }

  /// - Returns: whether all models of the dataset fit into memory at the same time.
  private func compute(_ runs: [ClaimedRun], _ batch: SweepBatch) async throws -> Bool {
    let accuracies = inputs.accuracies(on: batch.pool.dataset)
    let assemblies =
      try runs
      .map {
        try RunAssembly(
          $0, accuracies: accuracies, better: inputs.groundTruth?.better ?? .higher,
          onFailure: options.onFailure)
      }
      .sorted { $0.setting.isScored(before: $1.setting) }
    try takeKnown(assemblies, batch)
    let left = assemblies.filter { !$0.isDone }
    let metrics = Set(left.map(\.setting.metric))
    let settings = left.count / max(metrics.count, 1)
    let pairs = try Set(left.flatMap(\.missing)).map {
      try batch.pool.memory($0, metrics: metrics, settings: settings)
    }
    let whole = MemoryForecast.whole(pairs, workers: options.workers)
    let allFit = whole + whole / 4 <= room
    let isLast = try !ledger.isWaiting(submission: submission, dataset: batch.pool.dataset)
    for piece in pieces(left, allFit: allFit, isLast: isLast) where !stop.isSet {
      try await work(on: piece, batch, allFit: allFit)
    }
    try batch.recorder.flush()
    let waiting = stop.isSet ? [] : assemblies.filter(\.waitsForOthers)
    try ledger.handBack(waiting.map(\.claimed))
    let unfinished = assemblies.filter { !$0.isDone && (stop.isSet || !$0.waitsForOthers) }
    try ledger.release(unfinished.map(\.claimed))
    batch.tally.addReleased(unfinished.count)
    return allFit
  }

  /// Prepared models stay for what comes next if there is room for all of them, and go as soon as
  /// nothing comes that needs them.
  private func pieces(
    _ assemblies: [RunAssembly], allFit: Bool, isLast: Bool
  ) -> [SweepPiece] {
    guard allFit else { return [SweepPiece(assemblies: assemblies, keeping: [])] }
    var needed: Set<String> = []
    var pieces: [SweepPiece] = []
    for start in stride(from: 0, to: assemblies.count, by: Self.pieceSize).reversed() {
      let own = Array(assemblies[start..<min(start + Self.pieceSize, assemblies.count)])
      pieces.append(SweepPiece(assemblies: own, keeping: isLast ? needed : nil))
      if isLast, start > 0 { needed.formUnion(own.flatMap(\.missing)) }
    }
    return pieces.reversed()
  }

  /// Runs that are claimed together: others help with single models of them, so that few runs of many
  /// models need not be divided, and each model is prepared once and let go of.
  private var fewestRuns: Int {
    let models = inputs.models.values.map(\.count).max() ?? 0
    return models >= MemoryForecast.manyModels ? MemoryForecast.fewRuns : 1
  }

  /// Bytes that prepared models may take, with the program itself.
  var room: Int { options.memoryLimit - inputs.waitingBytes }

  /// Between two looks at what other processes have left.
  private static let pause = Duration.milliseconds(300)

  /// Runs that are scored under all models before the next ones are begun.
  private static let pieceSize = 64

  /// Records the runs that lack only their correlations.
  private func takeKnown(_ assemblies: [RunAssembly], _ batch: SweepBatch) throws {
    for assembly in assemblies {
      let count = assembly.knownCount
      guard count > 0 else { continue }
      batch.tally.addReused(count)
      if let result = assembly.finishIfComplete() {
        try batch.recorder.record(assembly.claimed, result)
        batch.tally.add(result)
      }
    }
  }
}
