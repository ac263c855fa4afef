import ArgumentParser

/// The exit codes of the command line.
enum ExitStatus {
  static let someRunsFailed = ExitCode(1)
  static let usage = ExitCode(2)
  static let unreadableInput = ExitCode(3)
  static let interrupted = ExitCode(130)
}
