import Foundation

/// What this process may use of its machine: CPU affinity, and the quotas of its control groups.
package struct MachineLimits: Sendable, Equatable {
  /// Cores that this process may use, at least 1.
  package let cores: Int
  /// Bytes.
  package let memory: Int

  /// Of this process, as it is now.
  package static func current() -> MachineLimits {
    MachineLimits(
      processors: ProcessInfo.processInfo.activeProcessorCount,
      memory: Int(clamping: ProcessInfo.processInfo.physicalMemory)
    ) { try? String(contentsOfFile: $0, encoding: .utf8) }
  }

  /// - Parameters:
  ///   - processors: cores that the machine has.
  ///   - memory: bytes that the machine has.
  ///   - read: the text of a file; nil if there is none.
  package init(processors: Int, memory: Int, read: (String) -> String?) {
    let groups = ControlGroups(read: read)
    let allowed = Self.allowedCores(read("/proc/self/status") ?? "") ?? processors
    cores = max(1, min(allowed, groups.cores.map { Int($0.rounded(.up)) } ?? .max))
    self.memory = min(memory, groups.memory ?? .max)
  }

  /// Cores in the line `Cpus_allowed_list: 0-3,7`; nil if it is not there or not understood.
  private static func allowedCores(_ status: String) -> Int? {
    let name = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
      return nil
    }
    var count = 0
    for range in line.dropFirst(name.count).split(separator: ",") {
      let ends = range.split(separator: "-").map { Int($0.filter { !$0.isWhitespace }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
        return nil
      }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }
}
