import ArgumentParser
import FeatureStore
import Foundation

/// `pedlab benchmark memory`.
struct BenchmarkMemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "The most memory that a sweep has, over large stores.",
    discussion: """
      Writes float32 stores of the shapes asked for to a temporary folder (models x rows x dimensions: \
      12 x 50000 x 2048 are 4.9 GB), sweeps 24 settings of PED+LogME over each with an empty cache, and \
      prints the peak of the process's resident memory.

      EXAMPLE
        pedlab benchmark memory --shapes 12x50000x2048,1x500000x2048
      """)

  @Option(help: "Models x rows x dimensions, separated by commas.")
  var shapes = "12x50000x2048,1x500000x2048"
  @Option(help: "Classes.") var classes = 10
  @Option(help: "The metric behind PED.") var metric = "logme"
  @Option(help: "Where the temporary store goes (default: the system's temporary folder).")
  var folder: String?
  @Flag(help: "JSON.") var json = false

  struct Peak: Encodable {
    let shape: String
    let bytes: Int
    let seconds: Double
  }

  func run() throws {
    let peaks = try shapes.split(separator: ",").map { try peak(String($0)) }
    if json { return try BenchmarkOutput.json(peaks) }
    print("| models x N x D, float32 | peak memory | seconds |\n|---|---|---|")
    for peak in peaks {
      print("| \(peak.shape) | \(peak.bytes / 1_000_000) MB | \(Timing.rounded(peak.seconds)) |")
    }
  }

  private func peak(_ shape: String) throws -> Peak {
    let numbers = try Sizes.parse(shape, "models x rows x dimensions: 12x50000x2048")
    let place = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
      .appendingPathComponent("pedlab-memory-\(getpid())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let store = place.appendingPathComponent("store.h5").path
    var synthetic = SyntheticStore()
    (synthetic.models, synthetic.datasets) = (numbers[0], 1)
    (synthetic.rows, synthetic.dimensions, synthetic.classes) = (numbers[1], numbers[2], classes)
    BenchmarkOutput.say("\(shape): writing \(store) ...")
    try synthetic.write(to: store)
    let plan = place.appendingPathComponent("plan.yaml")
    try """
    experiment: memory
    store: \(store)
    metrics: [\(metric)]
    motion: [ped]
    ped: {step_size: {linspace: [0.05, 0.5, 24]}}
    """.write(to: plan, atomically: true, encoding: .utf8)
    BenchmarkOutput.say("\(shape): sweeping ...")
    let process = try ChildProcess(
      [
        PedlabProgram.path, "run", plan.path, "--ledger",
        place.appendingPathComponent("ledger.sqlite").path,
      ], environment: ["PEDLAB_CACHE": place.appendingPathComponent("cache").path])
    return Peak(shape: shape, bytes: process.peakBytes, seconds: process.seconds)
  }
}
