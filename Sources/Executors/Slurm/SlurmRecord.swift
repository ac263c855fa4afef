/// What Slurm calls a job: `queue.json` of its folder.
package struct SlurmRecord: Codable, Sendable, Equatable {
  static let file = "queue.json"

  /// Those of the tasks, in order.
  package var arrays: [SlurmArray]
  /// The job that merges.
  var merge: String?

  /// - Parameter merge: nil: not submitted yet.
  package init(arrays: [SlurmArray], merge: String? = nil) {
    (self.arrays, self.merge) = (arrays, merge)
  }

  /// All numbers that are known.
  var numbers: [String] { arrays.compactMap(\.job) + [merge].compactMap { $0 } }

  /// The task that an element of an array is; nil for another job's.
  package func task(array: String, element: Int) -> Int? {
    arrays.first { $0.job == array }.flatMap { element < $0.count ? $0.first + element : nil }
  }
}
