import ArgumentParser
import Executors
import Foundation
import Platform
import Sweep
import Wording

/// `pedlab task FOLDER NUMBER`: what an engine runs for each task of a job.
struct TaskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "Compute one task of a job, as Slurm does.",
    discussion: """
      Executors run it; by hand it computes what a task has not computed yet. Its results are left in the \
      folder of the job, and `pedlab merge FOLDER` takes them into the ledger. SIGTERM: what is \
      computing is finished and left there. Exit codes: 0 ok, 1 some evaluations failed, 3 unreadable \
      input, 130 told to stop.

      EXAMPLES
        pedlab task Results/jobs/step-size-1 7
      """)

  @Argument(help: "The folder of the job.", completion: .directory) var folder: String
  @Argument(help: "The number of the task, from 0.") var number: Int

  func run() async throws {
    try DeviceOption.chooseFromEnvironment()
    let interrupts = InterruptHandler()
    let job = JobFolder(path: folder)
    let attempt = TaskAttempt(task: number)
    let options = TaskRun.Options(
      cache: try CacheOption.cache(otherwise: Self.nodeCache),
      version: CodeVersion.text, memoryLimit: Self.memoryLimit,
      commandLine: CommandLine.arguments)
    let task = try TaskRun(job, attempt, options)
    Messages.say("task \(number) of \(job.name) on \(attempt.node), attempt \(attempt.name)")
    interrupts.begin {
      Messages.say("Stopping: what is computing is finished and left in \(job.path).")
    } onSecond: {
    }
    let progress = try await task.run(stop: interrupts.stop)
    Messages.say(
      "task \(number): \(progress.done) of \(counted(progress.total, "evaluation")) done"
        + (progress.failed > 0 ? ", \(progress.failed) failed" : ""))
    if interrupts.wasInterrupted, progress.state == .stopped { throw ExitStatus.interrupted }
    if progress.failed > 0 || progress.state == .stopped { throw ExitStatus.someRunsFailed }
  }

  /// Statistics are kept on the node: nodes that share a home folder would write to one cache.
  private static var nodeCache: String {
    FileManager.default.temporaryDirectory.appendingPathComponent("pedlab-cache-\(getuid())").path
  }

  /// Half of what Slurm grants the task, or else of what the machine has.
  private static var memoryLimit: Int {
    let environment = ProcessInfo.processInfo.environment
    func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
    let ofCores = number("SLURM_MEM_PER_CPU").flatMap { each in
      number("SLURM_CPUS_ON_NODE").map { each * $0 }
    }
    let machine = MachineLimits.current().memory
    let granted = (number("SLURM_MEM_PER_NODE") ?? ofCores).map { $0 * 1_048_576 }
    return min(granted ?? machine, machine) / 2
  }
}
