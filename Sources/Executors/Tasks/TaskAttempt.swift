import Foundation

/// One attempt at a task. Several may run at the same time: an engine that does not hear of a machine
/// starts its tasks elsewhere, while they may still run there.
package struct TaskAttempt: Sendable {
  /// The number of the task.
  package let task: Int
  /// Unlike that of any other attempt.
  package let name: String
  /// The machine.
  package let node: String

  /// - Parameter environment: Slurm tells there which job and node this is.
  package init(
    task: Int, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.task = task
    // All nodes of a test cluster are one machine.
    node = environment["SLURMD_NODENAME"] ?? ProcessInfo.processInfo.hostName
    let random = UInt32.random(in: .min ... .max)
    let unique = "\(String(random, radix: 16))"
    if let job = environment["SLURM_JOB_ID"] {
      name = "\(job).\(environment["SLURM_RESTART_COUNT"] ?? "0")-\(unique)"
    } else {
      name = "\(ProcessInfo.processInfo.processIdentifier)-\(unique)"
    }
  }
}
