/// Divides work into tasks of about the same time. A pair of model and dataset is never divided: its
/// features are read and prepared once.
package enum TaskSplit {
  /// Seconds of a task, where the number of tasks is left open: long beside what starting one takes,
  /// short beside what a preempted one repeats.
  private static let aim = 600.0

  /// The longest pair first, each to the task that has least (LPT: the longest task takes at most 4/3
  /// of the time of the best division).
  ///
  /// - Parameters:
  ///   - count: tasks; nil: as many as take about ten minutes each.
  ///   - cores: of each task.
  package static func tasks(_ pairs: [PairWork], count: Int?, cores: Int) -> [TaskWork] {
    guard !pairs.isEmpty else { return [] }
    let total = pairs.reduce(0) { $0 + $1.seconds } / Double(max(1, cores))
    let wanted = count ?? Int((total / aim).rounded(.up))
    var loads = LoadHeap(count: min(max(1, wanted), pairs.count))
    var parts = [[PairWork]](repeating: [], count: loads.count)
    let ordered = pairs.enumerated().sorted {
      ($1.element.seconds, $0.offset) < ($0.element.seconds, $1.offset)
    }
    for (_, pair) in ordered { parts[loads.addToLeast(pair.seconds)].append(pair) }
    return parts.map(TaskWork.init)
  }
}
