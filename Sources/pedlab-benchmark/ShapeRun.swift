import Foundation

/// A case, all rounds: the measure and the command in turn.
struct ShapeRun {
  let shape: ShapeCase
  let place: URL
  let workers: Int
  let rounds: Int
  let official: OfficialCode?

  private var store: String { place.appendingPathComponent("store.h5").path }

  func result() throws -> ShapeResult {
    BenchmarkOutput.say("\(shape.name), \(shape.metrics[0]): writing \(shape.shape) ...")
    try shape.write(to: store)
    defer { unlink(store) }
    var times = SideBySide(["command"])
    var products: [Double] = []
    var officials: [OfficialCode.Outcome] = []
    var (peak, processor, evaluations) = (0, 0.0, 0)
    for round in 0..<rounds {
      BenchmarkOutput.say("\(shape.name), \(shape.metrics[0]): round \(round + 1) of \(rounds) ...")
      products.append(try measureProduct())
      if let outcome = try officialOutcome() { officials.append(outcome) }
      let process = try times.measure("command") { try command() }
      peak = max(peak, process.peakBytes)
      processor = process.processorSeconds
      if case .sweep(let settings, _) = shape.work {
        evaluations = settings * shape.models
      } else {
        evaluations = shape.models * shape.metrics.count
      }
    }
    return ShapeResult(
      name: shape.name, shape: shape.shape, metrics: shape.metrics, evaluations: evaluations,
      product: Timing(seconds: products), command: times.timing("command"),
      processorSeconds: processor, peakBytes: peak,
      official: officials.isEmpty ? nil : Timing(seconds: officials.map(\.seconds)),
      officialProcessorSeconds: officials.last?.processorSeconds, asked: shape.asked,
      machine: .current)
  }

  /// One setting of a sweep by the official code; nil for single scores, or without it.
  private func officialOutcome() throws -> OfficialCode.Outcome? {
    guard let official, case .sweep = shape.work else { return nil }
    return try official.score(store, shape.metrics[0], step: 0.05, radius: 0.6)
  }

  /// One X'X of N x D doubles with N and D the other way round if N is less, as the engine has it.
  private func measureProduct() throws -> Double {
    try BenchmarkProductCommand.seconds(
      rows: max(shape.rows, shape.dimensions), columns: min(shape.rows, shape.dimensions),
      workers: workers)
  }

  private func command() throws -> ChildProcess {
    switch shape.work {
    case .score(let motion):
      return try ChildProcess([
        PedlabProgram.path, "score", store, "--metric", shape.metrics.joined(separator: ","),
        "--motion", motion, "--no-cache", "--json",
      ])
    case .sweep(_, let ped):
      let plan = place.appendingPathComponent("plan.yaml")
      try """
      experiment: shapes
      store: \(store)
      metrics: [\(shape.metrics.joined(separator: ", "))]
      motion: [ped]
      ped: \(ped)
      """.write(to: plan, atomically: true, encoding: .utf8)
      let ledger = place.appendingPathComponent("ledger.sqlite").path
      for ending in ["", "-wal", "-shm"] { unlink(ledger + ending) }
      return try ChildProcess([
        PedlabProgram.path, "run", plan.path, "--ledger", ledger, "--workers", "\(workers)",
        "--no-cache",
      ])
    }
  }
}
