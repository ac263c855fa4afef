import Foundation
import LinearAlgebra

/// A case, all rounds: the measure and the command in turn.
struct ShapeRun {
  let shape: ShapeCase
  let place: URL
  let workers: Int
  let rounds: Int

  private var store: String { place.appendingPathComponent("store.h5").path }

  func result() throws -> ShapeResult {
    BenchmarkOutput.say("\(shape.name), \(shape.metrics[0]): writing \(shape.shape) ...")
    try shape.write(to: store)
    defer { unlink(store) }
    var times = SideBySide(["product", "command"])
    var (peak, processor, evaluations) = (0, 0.0, 0)
    for round in 0..<rounds {
      BenchmarkOutput.say("\(shape.name), \(shape.metrics[0]): round \(round + 1) of \(rounds) ...")
      measureProduct(&times)
      let process = try times.measure("command") { try command() }
      peak = max(peak, process.peakBytes)
      processor = process.processorSeconds
      if case .sweep(let settings) = shape.work {
        evaluations = settings * shape.models
      } else {
        evaluations = shape.models * shape.metrics.count
      }
    }
    return ShapeResult(
      name: shape.name, shape: shape.shape, metrics: shape.metrics, evaluations: evaluations,
      product: times.timing("product"), command: times.timing("command"),
      processorSeconds: processor, peakBytes: peak, machine: .current)
  }

  /// One X'X of N x D doubles with N and D the other way round if N is less, as the engine has it.
  private func measureProduct(_ times: inout SideBySide) {
    let (long, short) = (
      max(shape.rows, shape.dimensions), min(shape.rows, shape.dimensions)
    )
    var random = SplitMix64(seed: 1)
    let noise = (0..<4096).map { _ in random.nextUnit() - 0.5 }
    let matrix = Matrix(
      rows: long, columns: short,
      elements: (0..<long * short).map { noise[($0 &* 31) & 4095] })
    var gram = Matrix(rows: short, columns: short)
    times.measure("product") { ThreadedGram.compute(matrix, into: &gram, threads: workers) }
  }

  private func command() throws -> ChildProcess {
    switch shape.work {
    case .score(let motion):
      return try ChildProcess([
        PedlabProgram.path, "score", store, "--metric", shape.metrics.joined(separator: ","),
        "--motion", motion, "--no-cache", "--json",
      ])
    case .sweep(let settings):
      let plan = place.appendingPathComponent("plan.yaml")
      try """
      experiment: shapes
      store: \(store)
      metrics: [\(shape.metrics.joined(separator: ", "))]
      motion: [ped]
      ped: {step_size: {linspace: [0.01, 0.5, \(settings)]}}
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
