import Foundation

/// A process, so marked that no other one is taken for it: process ids are used again, but not with
/// the same start time since the same boot.
struct ProcessMark: Equatable, Sendable {
  let host: String
  let boot: String
  /// Containers of one machine share the boot, and see other process ids.
  let namespace: String
  let process: Int
  let started: Int

  /// The start where the system does not list processes.
  private static let notTold = 0

  static func current() -> ProcessMark {
    let process = Int(getpid())
    return ProcessMark(
      host: ProcessInfo.processInfo.hostName, boot: bootID(), namespace: processNamespace(),
      process: process, started: startTime(of: process) ?? notTold)
  }

  /// Whether the process is gone; nil where that cannot be seen from here.
  func isGone(seenFrom here: ProcessMark) -> Bool? {
    guard boot == here.boot, namespace == here.namespace, !boot.isEmpty, !namespace.isEmpty
    else { return nil }
    if let start = Self.startTime(of: process) { return start != started }
    // /proc may be mounted such that it hides the processes of others; signals see them.
    let isHidden = kill(pid_t(process), 0) != 0 && errno == EPERM
    return isHidden ? nil : true
  }

  /// Empty where the system does not tell; then a process cannot be seen to be gone.
  private static func bootID() -> String {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Empty where the system does not tell.
  private static func processNamespace() -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
  }

  /// Clock ticks from boot to the start of a process; nil if there is none, or it is a zombie.
  private static func startTime(of process: Int) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let nameEnd = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: nameEnd)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return Int(fields[19])
  }
}
