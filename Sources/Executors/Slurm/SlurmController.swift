import Foundation
import Programs

/// Slurm's commands.
struct SlurmController: Sendable {
  // Lists of array elements are cut off at 64 letters otherwise.
  private static let environment = ["SLURM_BITSTR_LEN": "0", "SLURM_TIME_FORMAT": "standard"]
  private let sbatch = ExternalProgram("sbatch", adding: environment)
  private let squeue = ExternalProgram("squeue", adding: environment)
  private let sacct = ExternalProgram("sacct", adding: environment)
  private let scancel = ExternalProgram("scancel", adding: environment)
  private let scontrol = ExternalProgram("scontrol", adding: environment)

  var isThere: Bool { sbatch.isThere }

  /// What Slurm says where its controller is busy or being restarted.
  private static let passing = [
    "timed out", "Unable to contact", "Connection refused", "temporarily unavailable",
    "Resource temporarily", "Zero Bytes were transmitted", "not responding",
  ]
  /// Seconds between two tries.
  private static let pauses = [1.0, 2, 4, 8, 15]

  /// Submits, and gives back the number of the job. A submission that timed out may have been taken
  /// all the same: it is looked for by its name before it is tried again.
  ///
  /// - Throws: ``ExecutorError`` with what sbatch said.
  func submit(_ arguments: [String], named name: String) throws -> String {
    var pauses = Self.pauses[...]
    while true {
      let outcome = try sbatch.run(arguments)
      if outcome.status == 0 { return try Self.number(outcome.output) }
      guard Self.isPassing(outcome), let pause = pauses.popFirst() else {
        throw ExecutorError("sbatch refused: \(outcome.complaint)")
      }
      Thread.sleep(forTimeInterval: pause)
      if let number = try? number(named: name) { return number }
    }
  }

  /// "123", or "123;cluster".
  private static func number(_ output: String) throws -> String {
    let line = output.split(separator: "\n").last ?? ""
    let number = line.split(separator: ";").first.map(String.init) ?? ""
    guard Int(number) != nil else {
      throw ExecutorError("sbatch --parsable printed \"\(line)\", not the number of a job")
    }
    return number
  }

  private static func isPassing(_ outcome: ExternalProgram.Outcome) -> Bool {
    passing.contains { outcome.complaint.localizedCaseInsensitiveContains($0) }
  }

  /// The number of the job of a name; nil if the queue has none.
  func number(named name: String) throws -> String? {
    let output = try query(squeue, ["-h", "-t", "all", "--name=\(name)", "-o", "%F"])
    return output.split(separator: "\n").first.map(String.init)
  }

  /// What the queue holds of jobs. Those that ended a while ago (MinJobAge) are not in it.
  func queue(_ jobs: [String]) throws -> [SlurmQueueEntry] {
    let list = "--jobs=\(jobs.joined(separator: ","))"
    if let outcome = try? squeue.run(["--json", "-t", "all", list]), outcome.status == 0,
      let entries = try? SlurmQueue.entries(json: outcome.output)
    {
      return entries.filter { jobs.contains($0.job) }
    }
    let outcome = try squeue.run(["-h", "-r", "-t", "all", list, "-o", SlurmQueue.format])
    // With a single number that is not known any more it fails.
    if outcome.complaint.contains("Invalid job id") { return [] }
    guard outcome.status == 0 else { throw Self.silent(outcome) }
    return SlurmQueue.entries(text: outcome.output)
  }

  /// What accounting knows of jobs; nothing where there is none.
  func accounting(_ jobs: [String]) -> [SlurmQueueEntry] {
    guard sacct.isThere,
      let outcome = try? sacct.run(
        SlurmAccounting.arguments + ["--jobs=\(jobs.joined(separator: ","))"]),
      outcome.status == 0
    else { return [] }
    return SlurmAccounting.entries(outcome.output)
  }

  func cancel(_ names: [String]) throws {
    guard !names.isEmpty else { return }
    let outcome = try scancel.run(names)
    // What has ended already needs no end.
    let isOver = outcome.complaint.contains("Invalid job id")
    guard outcome.status == 0 || isOver else {
      throw ExecutorError("scancel refused: \(outcome.complaint)")
    }
  }

  /// Elements of one array at most.
  func largestArray() throws -> Int {
    let text = try query(scontrol, ["show", "config"])
    let line = text.split(separator: "\n").first { $0.hasPrefix("MaxArraySize") }
    let size = line?.split(separator: "=").last.flatMap {
      Int($0.trimmingCharacters(in: .whitespaces))
    }
    return size ?? Self.usualLargestArray
  }

  /// Slurm's default.
  private static let usualLargestArray = 1001

  /// Asks until the controller answers, or has not for half a minute.
  private func query(_ command: ExternalProgram, _ arguments: [String]) throws -> String {
    var pauses = Self.pauses[...]
    while true {
      let outcome = try command.run(arguments)
      if outcome.status == 0 { return outcome.output }
      guard Self.isPassing(outcome), let pause = pauses.popFirst() else {
        throw Self.silent(outcome)
      }
      Thread.sleep(forTimeInterval: pause)
    }
  }

  private static func silent(_ outcome: ExternalProgram.Outcome) -> ExecutorError {
    ExecutorError(
      "Slurm does not answer: \(outcome.complaint). What is in its queue cannot be told without it; "
        + "try again when it does.")
  }
}
