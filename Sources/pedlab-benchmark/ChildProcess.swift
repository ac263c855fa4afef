import Foundation

/// A program run to its end: what it printed, how long it took, and the most memory it had.
struct ChildProcess {
  let output: String
  let seconds: Double
  /// Of all its threads, in user and system mode.
  let processorSeconds: Double
  /// Resident set, bytes.
  let peakBytes: Int

  /// - Throws: ``BenchmarkError`` if it cannot be started or does not exit with 0.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let file =
      NSTemporaryDirectory() + "/pedlab-output-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    defer { unlink(file) }
    posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let start = ContinuousClock.now
    var process: pid_t = 0
    let started = withCStrings(arguments) { arguments in
      withCStrings(merged.map { "\($0)=\($1)" }) { environment in
        guard let program = arguments.first ?? nil else { return EINVAL }
        return posix_spawnp(&process, program, &actions, nil, arguments, environment)
      }
    }
    guard started == 0 else {
      throw BenchmarkError(
        "\(arguments[0]) cannot be started: \(String(cString: strerror(started))).")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    seconds = (ContinuousClock.now - start) / .seconds(1)
    peakBytes = usage.ru_maxrss * 1024
    processorSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    output = try String(contentsOfFile: file, encoding: .utf8)
    guard status == 0 else {
      let command = arguments.joined(separator: " ")
      throw BenchmarkError("\(command) failed (wait status \(status)):\n\(output.suffix(2000))")
    }
  }
}

extension ChildProcess {
  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}

/// Calls `body` with a NULL-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
