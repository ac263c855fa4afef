/// A division of work, for people.
package struct SplitSummary: Sendable, Equatable {
  /// How many tasks.
  package let tasks: Int
  /// How many pairs of model and dataset.
  package let pairs: Int
  /// How many evaluations.
  package let evaluations: Int
  /// Of all tasks, on the cores of the machine that plans.
  package let coreHours: Double
  /// Seconds of the shortest task.
  package let shortest: Double
  /// Seconds of the longest task.
  package let longest: Double
  /// Bytes of features, each read once.
  package let bytesRead: Int
  /// Bytes of memory for the largest prepared model.
  package let largestModel: Int

  /// - Parameter cores: of each task.
  package init(_ tasks: [TaskWork], cores: Int) {
    self.tasks = tasks.count
    let pairs = tasks.flatMap(\.pairs)
    self.pairs = pairs.count
    evaluations = tasks.reduce(0) { $0 + $1.evaluations }
    let seconds = tasks.map { $0.seconds / Double(max(1, cores)) }
    coreHours = tasks.reduce(0) { $0 + $1.seconds } / 3600
    shortest = seconds.min() ?? 0
    longest = seconds.max() ?? 0
    bytesRead = pairs.reduce(0) { $0 + $1.bytes }
    largestModel = pairs.map(\.memory).max() ?? 0
  }
}
