import Foundation

/// An element of the queue, as squeue or sacct tell of it.
package struct SlurmQueueEntry: Sendable, Equatable {
  /// The array, or the job itself where it is none.
  package let job: String
  /// Of the array; nil for a job that is none.
  package let elements: IndexRanges?
  /// What they are at.
  package let state: TaskState

  /// - Parameter elements: nil for a job that is no array.
  package init(job: String, elements: IndexRanges?, state: TaskState) {
    (self.job, self.elements, self.state) = (job, elements, state)
  }
}

/// Reads what `squeue --json` prints, in the shapes of all releases since 21.08.
package enum SlurmQueue {
  /// - Throws: ``ExecutorError`` if it is not JSON of this kind.
  package static func entries(json: String) throws -> [SlurmQueueEntry] {
    guard let root = try? JSONDecoder().decode(SlurmJSON.self, from: Data(json.utf8)),
      case .list(let jobs) = root["jobs"]
    else {
      throw ExecutorError("what squeue --json printed has no list of jobs")
    }
    return jobs.compactMap(entry)
  }

  private static func entry(_ job: SlurmJSON) -> SlurmQueueEntry? {
    guard let number = job["job_id"].integer else { return nil }
    let array = job["array_job_id"].integer.flatMap { $0 > 0 ? $0 : nil }
    var elements: IndexRanges?
    if array != nil {
      // Elements that wait are one entry, with their numbers as text.
      elements =
        job["array_task_id"].integer.map { IndexRanges([$0]) }
        ?? job["array_task_string"].string.flatMap { IndexRanges($0) } ?? IndexRanges([])
    }
    let words = job["job_state"].words
    let phase = SlurmState.phase(words)
    let reason = job["state_reason"].string
    return SlurmQueueEntry(
      job: "\(array ?? number)", elements: elements,
      state: TaskState(
        phase, word: words.first ?? "unknown",
        exitCode: phase == .completed || phase == .failed ? job["exit_code"].exitCode : nil,
        node: job["nodes"].string, reason: reason == "None" ? nil : reason,
        restarts: job["restart_cnt"].integer ?? 0))
  }

  /// For Slurm without JSON.
  static let format = "%F|%K|%T|%N|%r"

  /// Reads what `squeue -h -r -o "%F|%K|%T|%N|%r"` prints.
  package static func entries(text: String) -> [SlurmQueueEntry] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 5 else { return nil }
      let words = fields[2].split(separator: " ").map(String.init)
      return SlurmQueueEntry(
        job: fields[0], elements: fields[1] == "N/A" ? nil : IndexRanges(fields[1]),
        state: TaskState(
          SlurmState.phase(words), word: words.first ?? "unknown",
          node: fields[3].isEmpty ? nil : fields[3], reason: fields[4] == "None" ? nil : fields[4]))
    }
  }
}
