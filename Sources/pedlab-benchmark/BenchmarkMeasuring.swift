import Foundation

/// Why a benchmark cannot be run: a sentence.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Seconds of repeated measurements of one thing.
struct Timing: Encodable {
  let seconds: [Double]

  var median: Double {
    let sorted = seconds.sorted()
    guard let last = sorted.last else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[middle] : (sorted[max(middle - 1, 0)] + min(last, sorted[middle])) / 2
  }

  var lowest: Double { seconds.min() ?? .nan }
  var highest: Double { seconds.max() ?? .nan }

  /// "0.312 (0.305 to 0.340)".
  var description: String {
    "\(Self.rounded(median)) (\(Self.rounded(lowest)) to \(Self.rounded(highest)))"
  }

  static func rounded(_ value: Double) -> String {
    String(format: value < 0.1 ? "%.4f" : value < 10 ? "%.3f" : "%.1f", value)
  }

  enum CodingKeys: String, CodingKey { case seconds, median, lowest, highest }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(median, forKey: .median)
    try container.encode(lowest, forKey: .lowest)
    try container.encode(highest, forKey: .highest)
  }
}

/// What is measured, in the order of measuring: every round runs all of them once, so that a slow
/// moment of the machine meets all alike.
struct SideBySide {
  let names: [String]
  private(set) var seconds: [String: [Double]] = [:]

  init(_ names: [String]) { self.names = names }

  /// Runs `body` and adds its time to `name`.
  mutating func measure<Value>(_ name: String, _ body: () throws -> Value) rethrows -> Value {
    let start = ContinuousClock.now
    let value = try body()
    seconds[name, default: []].append((ContinuousClock.now - start) / .seconds(1))
    return value
  }

  /// - Precondition: `name` was measured.
  func timing(_ name: String) -> Timing {
    guard let seconds = seconds[name] else { preconditionFailure("\(name) was never measured") }
    return Timing(seconds: seconds)
  }
}

/// The machine a measurement belongs to.
struct Machine: Encodable {
  let processor: String
  let cores: Int
  let memoryBytes: Int

  static var current: Machine {
    Machine(
      processor: field("model name", of: "/proc/cpuinfo") ?? "unknown processor",
      cores: ProcessInfo.processInfo.activeProcessorCount,
      memoryBytes: Int(ProcessInfo.processInfo.physicalMemory))
  }

  /// The value of the first line "NAME : VALUE" of a file of /proc; nil on other systems.
  static func field(_ name: String, of path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}

/// The peak of this process's resident memory, from a moment on (Linux).
enum PeakMemory {
  /// Begins anew. Memory that is resident now still counts.
  static func reset() {
    guard let stream = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", stream)
    fclose(stream)
  }

  /// Bytes; nil where the system does not tell.
  static var bytes: Int? {
    Machine.field("VmHWM", of: "/proc/self/status")?.split(separator: " ").first
      .flatMap { Int($0) }.map { $0 * 1024 }
  }
}
