/// How far a job is: what its engine says, and what its tasks have left in its folder.
package struct JobReport: Sendable, Equatable {
  /// One task.
  package struct Task: Sendable, Equatable {
    /// Its number, from 0.
    package let task: Int
    /// What the engine says.
    package let state: TaskState
    /// What it left itself; nil if it has not begun.
    package let progress: TaskProgress?
    /// Evaluations that it has.
    package let evaluations: Int

    /// Whether the engine has forgotten it, or says that it ended, and it is not whole.
    package var isIncomplete: Bool {
      !state.isAlive && (progress.map { $0.done + $0.failed < evaluations } ?? true)
    }
  }

  /// The name of the folder.
  package let job: String
  /// Its path.
  package let folder: String
  /// As `--executor` names it.
  package let executor: String
  /// The engine's names of it.
  package let names: [String]
  /// All of them, in order.
  package let tasks: [Task]
  /// What the engine says of the merge; nil: it does not know it.
  package let merge: TaskState?
  /// Ledgers of tasks that no merge has read yet.
  package let unmerged: Int
  /// Why the engine could not be asked; nil: it was.
  package let trouble: String?

  /// - Throws: ``ExecutorError`` if the folder cannot be read. An engine that does not answer is no
  ///   error here.
  package init(_ folder: JobFolder) throws {
    let record = try folder.record()
    var states = JobStates()
    var trouble: String?
    do {
      states = try ExecutorCatalog.executor(named: record.executor).states(folder, record)
    } catch {
      trouble = "\(error)"
    }
    job = folder.name
    self.folder = folder.path
    executor = record.executor
    names = states.names
    tasks = try (0..<record.tasks).map { task in
      Task(
        task: task, state: states.state(of: task), progress: folder.progress(of: task),
        evaluations: try folder.task(task).evaluations)
    }
    merge = states.merge
    unmerged = folder.unmergedLedgers()
    self.trouble = trouble
  }

  /// Evaluations that were computed.
  package var done: Int { tasks.reduce(0) { $0 + ($1.progress?.done ?? 0) } }
  /// Evaluations that could not be computed.
  package var failed: Int { tasks.reduce(0) { $0 + ($1.progress?.failed ?? 0) } }
  /// Evaluations of all tasks.
  package var total: Int { tasks.reduce(0) { $0 + $1.evaluations } }
  /// Whether a task waits or runs.
  package var isAlive: Bool { tasks.contains { $0.state.isAlive } }

  /// Tasks in a phase.
  package func count(_ phase: TaskState.Phase) -> Int { tasks.count { $0.state.phase == phase } }
}
