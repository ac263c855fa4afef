import Sweep

/// An engine that runs the tasks of a job on some machines.
///
/// All that it is told is the folder of the job: task N is the command `task FOLDER N`, the merge is
/// `merge FOLDER`. Tasks may run in any order, several times, and at the same time; they may be killed
/// at any moment. What the engine needs to find a job again it writes to the folder itself.
package protocol Executor: Sendable {
  /// As `--executor` and plans name it.
  static var name: String { get }

  /// Whether the engine is there, and what it cannot do with these options.
  ///
  /// - Throws: ``ExecutorError``: a sentence with what to do.
  func check(_ options: ExecutorOptions) throws

  /// Hands over all tasks, and the merge, to run when all have ended, whatever became of them.
  /// Handing over again what was handed over in part goes on from there.
  func submit(_ folder: JobFolder, _ job: JobRecord) throws

  /// What the engine knows of a job.
  ///
  /// - Throws: ``ExecutorError`` if the engine cannot be asked. A task that it does not know is left
  ///   out.
  func states(_ folder: JobFolder, _ job: JobRecord) throws -> JobStates

  /// Where what a task said is, once it has said something.
  ///
  /// - Parameter task: nil: the merge.
  func log(of task: Int?, _ folder: JobFolder, _ job: JobRecord) throws -> String

  /// Ends tasks, waiting or running; the merge still follows.
  ///
  /// - Parameter tasks: nil: all.
  func cancel(_ folder: JobFolder, _ job: JobRecord, tasks: [Int]?) throws
}
