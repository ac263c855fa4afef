/// What an engine says of the tasks of a job.
package struct JobStates: Sendable, Equatable {
  /// Those that it knows.
  package var tasks: [Int: TaskState] = [:]
  /// Of what merges the results; nil: not known.
  package var merge: TaskState?
  /// The engine's names of the job, for people.
  package var names: [String] = []

  package init() {}

  /// Of a task; unknown where the engine does not name it.
  package func state(of task: Int) -> TaskState { tasks[task] ?? .unknown }

  /// Whether a task waits or runs.
  package var isAlive: Bool { tasks.values.contains(where: \.isAlive) }
}
