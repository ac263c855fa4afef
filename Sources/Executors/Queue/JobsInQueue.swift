import Ledger

/// The evaluations that tasks in an engine's queue are going to bring.
package struct JobsInQueue: Sendable {
  private struct Pair: Hashable {
    let dataset: String
    let model: String
    let inputs: String
  }

  private var settings: [Pair: Set<RunSpecification>] = [:]
  /// The jobs that have tasks in a queue, and how many.
  package private(set) var tasks: [(job: JobFolder, count: Int)] = []

  /// - Parameter states: what engines say of each job.
  /// - Throws: ``ExecutorError`` if the folder of such a job cannot be read.
  package init(_ states: [(job: JobFolder, states: JobStates)]) throws {
    for (job, states) in states where states.isAlive {
      let known = try job.settings()
      let alive = states.tasks.filter(\.value.isAlive).keys.sorted()
      for task in alive {
        for pair in try job.task(task).pairs {
          let key = Pair(dataset: pair.dataset, model: pair.model, inputs: pair.inputs)
          settings[key, default: []].formUnion(
            pair.settings.indices.filter(known.indices.contains).map { known[$0] })
        }
      }
      tasks.append((job, alive.count))
    }
  }

  /// Whether a task that waits or runs has this evaluation.
  package func holds(_ evaluation: MissingEvaluation) -> Bool {
    guard !settings.isEmpty else { return false }
    let key = Pair(
      dataset: evaluation.dataset, model: evaluation.model, inputs: evaluation.inputs)
    return settings[key]?.contains(evaluation.setting) == true
  }
}
