import Foundation
import Ledger

/// A folder on a file system that all nodes see, through which a job is handed over and its results
/// come back. Every file in it appears whole, under its final name, and is written by one process:
/// no process waits for a lock, and no two machines have one file open for writing.
///
///     job.json        what the job is          settings.json   the settings of all tasks
///     plan.yaml       the plan, resolved       tasks/N.json    the pairs of a task
///     script.sh       what the engine runs     queue.json      what the engine calls it
///     ledgers/N-*.sqlite   results, one file for each attempt at a task
///     progress/N.json, logs/
package struct JobFolder: Sendable, Hashable {
  /// Absolute.
  package let path: String

  /// - Parameter path: relative to the working folder, or absolute; links are followed.
  package init(path: String) {
    self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// Whether a path leads to a job.
  package static func isJob(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/job.json")
  }

  /// The last part of the path, which people know it by.
  package var name: String { URL(fileURLWithPath: path).lastPathComponent }

  /// The folder of what attempts publish.
  package var ledgers: String { path + "/ledgers" }
  /// The folder of what tasks say.
  package var logs: String { path + "/logs" }
  /// The file that the engine runs.
  package var script: String { path + "/script.sh" }
  /// The file of the resolved plan.
  package var plan: String { path + "/plan.yaml" }

  /// - Throws: ``ExecutorError`` if it cannot be read, or is of another version.
  package func record() throws -> JobRecord {
    let record: JobRecord = try read("job.json")
    guard record.version == 1 else {
      throw ExecutorError(
        "\(path)/job.json has version \(record.version), and this pedlab reads version 1. Use the "
          + "pedlab that submitted it: \(record.codeVersion).")
    }
    return record
  }

  /// The settings that tasks count from 0, without dataset, models and inputs.
  package func settings() throws -> [RunSpecification] { try read("settings.json") }

  /// The pairs of a task.
  package func task(_ number: Int) throws -> TaskWork { try read(Self.file("tasks", number)) }

  /// How far a task is; nil if it has not begun.
  package func progress(of task: Int) -> TaskProgress? {
    try? read(Self.file("progress", task))
  }

  /// Replaces how far a task is.
  package func write(_ progress: TaskProgress, of task: Int) throws {
    try write(progress, to: Self.file("progress", task))
  }

  /// "tasks/00007.json": names sort as numbers do.
  private static func file(_ folder: String, _ number: Int) -> String {
    "\(folder)/\(padded(number)).json"
  }

  /// The number of a task, with zeros in front, so that names sort as numbers do.
  package static func padded(_ task: Int) -> String {
    String(repeating: "0", count: max(0, 5 - "\(task)".count)) + "\(task)"
  }
}
