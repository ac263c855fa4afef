/// The quotas of the control groups that a process is in, of version 1 and 2, and of all groups above.
struct ControlGroups {
  /// CPU time per time; nil: not limited.
  let cores: Double?
  /// Bytes; nil: not limited.
  let memory: Int?

  /// - Parameter read: the text of a file; nil if there is none.
  init(read: (String) -> String?) {
    var quotas: [Double] = []
    var limits: [Int] = []
    for line in (read("/proc/self/cgroup") ?? "").split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      for group in Self.groups(String(fields[2])) {
        if controllers.isEmpty {
          let folder = "/sys/fs/cgroup\(group)"
          if let quota = Self.quota(read("\(folder)/cpu.max")) { quotas.append(quota) }
          if let limit = Self.limit(read("\(folder)/memory.max")) { limits.append(limit) }
        }
        if controllers.contains("cpu") {
          for name in Set([String(fields[1]), "cpu"]) {
            let folder = "/sys/fs/cgroup/\(name)\(group)"
            let pair = [read("\(folder)/cpu.cfs_quota_us"), read("\(folder)/cpu.cfs_period_us")]
            if let quota = Self.quota(pair.compactMap(\.self).joined(separator: " ")) {
              quotas.append(quota)
            }
          }
        }
        if controllers.contains("memory") {
          let path = "/sys/fs/cgroup/memory\(group)/memory.limit_in_bytes"
          if let limit = Self.limit(read(path)) { limits.append(limit) }
        }
      }
    }
    (cores, memory) = (quotas.min(), limits.min())
  }

  /// A group and those above it, to the root, which inside of a container is all that can be seen.
  private static func groups(_ path: String) -> [String] {
    var groups = [""]
    for part in path.split(separator: "/") { groups.append("\(groups[groups.count - 1])/\(part)") }
    return groups
  }

  /// "QUOTA PERIOD", both in microseconds; "max" and -1 are no quota.
  private static func quota(_ text: String?) -> Double? {
    let words = (text ?? "").split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]),
      quota > 0, period > 0
    else { return nil }
    return quota / period
  }

  /// Bytes; "max" is no limit.
  private static func limit(_ text: String?) -> Int? {
    text.flatMap { Int($0.split(whereSeparator: \.isWhitespace).first ?? "") }
      .flatMap { $0 > 0 ? $0 : nil }
  }
}
