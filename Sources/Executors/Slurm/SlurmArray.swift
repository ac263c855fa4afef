/// The arrays that a job's tasks are submitted as: one, or several where the cluster allows no more
/// elements in one.
package struct SlurmArray: Codable, Sendable, Equatable {
  /// Slurm's number of the array; nil before it is known.
  package var job: String?
  /// The task that is its element 0.
  package let first: Int
  /// Its elements, from 0.
  package let count: Int

  /// - Parameter limit: elements of one array at most (MaxArraySize).
  package static func arrays(tasks: Int, limit: Int) -> [SlurmArray] {
    stride(from: 0, to: tasks, by: max(1, limit)).map { first in
      SlurmArray(job: nil, first: first, count: min(max(1, limit), tasks - first))
    }
  }

  /// As sbatch takes it, with how many elements may run at the same time.
  package func elements(_ maxRunning: Int?) -> String {
    "0-\(count - 1)" + (maxRunning.map { "%\($0)" } ?? "")
  }
}
