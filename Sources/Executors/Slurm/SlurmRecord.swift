/// What Slurm calls a job: `queue.json` of its folder.
struct SlurmRecord: Codable, Sendable, Equatable {
  static let file = "queue.json"

  var arrays: [SlurmArray]
  /// The job that merges.
  var merge: String?

  /// All numbers that are known.
  var numbers: [String] { arrays.compactMap(\.job) + [merge].compactMap { $0 } }

  /// The task that an element of an array is; nil for another job's.
  func task(array: String, element: Int) -> Int? {
    arrays.first { $0.job == array }.flatMap { element < $0.count ? $0.first + element : nil }
  }
}
