import Foundation
import Platform
import Sweep

/// Processes of this machine: a shell of their own starts them, some at a time, and merges when all
/// have ended. It goes on when the terminal is closed.
package struct ProcessExecutor: Executor {
  package static let name = "processes"

  /// What it writes to the folder: the process that starts the others, and since when it runs.
  private struct Record: Codable {
    static let file = "queue.json"
    let process: Int32
    let started: String
  }

  package init() {}

  package func check(_ options: ExecutorOptions) throws {
    guard options.template == nil, options.sbatch.isEmpty else {
      throw ExecutorError("templates and options of sbatch are for --executor slurm", isUsage: true)
    }
  }

  package func submit(_ folder: JobFolder, _ job: JobRecord) throws {
    let most = job.options.maxRunning ?? MachineLimits.current().cores
    try folder.write(text: Self.script(job, most: most), to: "script.sh")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["setsid", "sh", folder.script]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw ExecutorError("no process can be started: \(error.localizedDescription)")
    }
    for _ in 0..<100 where !folder.exists(Record.file) { Thread.sleep(forTimeInterval: 0.05) }
    guard folder.exists(Record.file) else {
      throw ExecutorError("the shell that starts the tasks did not begin; see \(folder.script)")
    }
  }

  /// The shell is told to end by a file, and goes on to the merge; its tasks by a signal, which it
  /// ignores itself.
  private static func script(_ job: JobRecord, most: Int) -> String {
    """
    #!/bin/sh
    trap '' TERM
    cd "$(dirname "$0")" || exit 1
    started=$(cut -d ' ' -f 22 /proc/$$/stat)
    printf '{"process": %d, "started": "%s"}\\n' $$ "$started" >.\(Record.file)
    mv .\(Record.file) \(Record.file)
    seq 0 \(job.tasks - 1) | xargs -P \(most) -I {} sh -c '
      [ ! -e \(cancelled) ] && exec "$0" task . {} >>logs/{}.log 2>&1' "\(job.program)"
    exec "\(job.program)" merge . >>logs/merge.log 2>&1

    """
  }

  private static let cancelled = "cancelled"

  package func states(_ folder: JobFolder, _ job: JobRecord) throws -> JobStates {
    var states = JobStates()
    guard let record: Record = try? folder.read(Record.file) else { return states }
    states.names = ["\(record.process)"]
    let isAlive = Self.isAlive(record.process, record.started)
    for task in 0..<job.tasks {
      states.tasks[task] = state(of: task, folder, isAlive: isAlive)
    }
    if isAlive { states.merge = TaskState(.pending, word: "pending") }
    return states
  }

  private func state(of task: Int, _ folder: JobFolder, isAlive: Bool) -> TaskState {
    guard let progress = folder.progress(of: task) else {
      return isAlive ? TaskState(.pending, word: "pending") : .unknown
    }
    switch progress.state {
    case .running:
      return isAlive ? TaskState(.running, word: "running", node: progress.node) : .unknown
    case .stopped: return TaskState(.failed, word: "stopped", node: progress.node)
    case .finished:
      let isWell = progress.failed == 0 && progress.error == nil
      return TaskState(
        isWell ? .completed : .failed, word: isWell ? "completed" : "failed",
        exitCode: isWell ? 0 : 1, node: progress.node)
    }
  }

  package func log(of task: Int?, _ folder: JobFolder, _ job: JobRecord) throws -> String {
    "\(folder.logs)/\(task.map { "\($0)" } ?? "merge").log"
  }

  package func cancel(_ folder: JobFolder, _ job: JobRecord, tasks: [Int]?) throws {
    guard tasks == nil else {
      throw ExecutorError("one task of several processes cannot be cancelled; cancel all of them")
    }
    guard let record: Record = try? folder.read(Record.file),
      Self.isAlive(record.process, record.started)
    else { return }
    try folder.write(text: "", to: Self.cancelled)
    // The session of the shell: the process group that setsid made.
    kill(-record.process, SIGTERM)
  }

  /// A process that is the one that was started: its number may be used again, not with the same start.
  private static func isAlive(_ process: Int32, _ started: String) -> Bool {
    start(of: process) == started
  }

  /// Clock ticks since the start of the system; nil if there is no such process, or it has ended.
  private static func start(of process: Int32) -> String? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 19 && fields[0] != "Z" ? String(fields[19]) : nil
  }
}
