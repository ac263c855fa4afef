import ArgumentParser
import FeatureStore
import Findings
import Ledger
import Sweep

/// The exit codes of the command line.
enum ExitStatus {
  static let someRunsFailed = ExitCode(1)
  static let usage = ExitCode(2)
  static let unreadableInput = ExitCode(3)
  static let notDone = ExitCode(4)
  static let interrupted = ExitCode(130)

  /// The code for an error of the package; nil if it is none of ours.
  static func code(for error: any Error) -> ExitCode? {
    switch error {
    case is PlanError: usage
    case is StoreError, is LedgerError: unreadableInput
    default: nil
    }
  }
}

/// Prints errors of the package as one sentence on standard error, and ends with their exit code.
func reportingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch {
    guard let code = ExitStatus.code(for: error) else { throw error }
    Messages.say("pedlab: \(error)")
    throw code
  }
}
