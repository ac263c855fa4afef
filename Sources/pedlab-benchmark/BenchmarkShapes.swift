import ArgumentParser
import FeatureStore
import Foundation
import LinearAlgebra

/// `pedlab-benchmark shapes`.
struct BenchmarkShapesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shapes",
    abstract: "Shapes other than many rows and few classes: seconds and peak memory.",
    discussion: """
      Fewer rows than dimensions, many rows in a thousand classes, a thousand small classes, a hard SFDA, \
      and many small models. For each a synthetic store of one model (or many) is written to a temporary \
      folder; then, in every round in turn, one product X X' (or X'X, whichever is smaller) by OpenBLAS and \
      the command are timed: the command's whole process, without a cache. With --official, the sweeps \
      are also compared with one setting of the official code, whose call is timed in the same round. \
      Shapes are stand-ins of a size that takes seconds; --full has those of Documentation/engine.md, \
      which take minutes and gigabytes. The last column is what a full size is to reach.
      EXAMPLE
        pedlab-benchmark shapes --only few-rows,many-models --repeat 3
      """)

  @Flag(help: "The full sizes.") var full = false
  @Option(help: "Names of cases, separated by commas; all by default.") var only: String?
  @Option(name: .customLong("repeat"), help: "Rounds.") var rounds = 1
  @Option(help: "Threads, on both sides.") var workers = 2
  @Option(help: "A clone of the official PED repository.") var official: String?
  @Option(help: "Python for the official code.") var python = "python3"
  @Option(help: "What calls the official code.") var script = OfficialCode.defaultScript
  @Option(help: "Where the temporary stores go (default: the system's temporary folder).")
  var folder: String?
  @Flag(help: "JSON.") var json = false

  func validate() throws {
    for (name, value) in [("repeat", rounds), ("workers", workers)] where value < 1 {
      throw ValidationError("--\(name) is \(value); allowed: 1 or more.")
    }
    _ = try cases()
  }

  private func cases() throws -> [ShapeCase] {
    let all = ShapeCase.all(isFull: full)
    guard let only else { return all }
    let names = only.split(separator: ",").map(String.init)
    let known = Array(Set(all.map(\.name))).sorted()
    for name in names where !known.contains(name) {
      throw ValidationError(
        "--only \(name): there is no such case; there are: \(known.joined(separator: ", ")).")
    }
    return all.filter { names.contains($0.name) }
  }

  func run() throws {
    let place = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
      .appendingPathComponent("pedlab-shapes-\(getpid())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let results = try cases().map { shape in
      try ShapeRun(
        shape: shape, place: place, workers: workers, rounds: rounds,
        official: official.map {
          OfficialCode(clone: $0, python: python, script: script, workers: workers)
        }
      ).result()
    }
    if json { return try BenchmarkOutput.json(results) }
    print(ShapeResult.markdown(results, workers: workers))
  }
}
