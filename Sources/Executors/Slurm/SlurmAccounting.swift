/// What `sacct` says of jobs that the queue has forgotten. Its JSON reported success for failed jobs
/// (22.05), so that its table is read.
package enum SlurmAccounting {
  static let arguments = ["-X", "-n", "-P", "-o", "jobid,state,exitcode,nodelist"]

  /// Reads the table: "12_3|FAILED|1:0|n1", "12_[4-9%2]|PENDING|0:0|None assigned".
  package static func entries(_ table: String) -> [SlurmQueueEntry] {
    table.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 4 else { return nil }
      let name = fields[0].split(separator: "_", maxSplits: 1).map(String.init)
      // "CANCELLED by 0": who did it is not part of the state.
      let words = fields[1].split(separator: " ").prefix(1).map(String.init)
      let phase = SlurmState.phase(words)
      let element = name.count == 2 ? name[1].filter { $0 != "[" && $0 != "]" } : nil
      return SlurmQueueEntry(
        job: name.first ?? "", elements: element.flatMap { IndexRanges($0) },
        state: TaskState(
          phase, word: words.first ?? "unknown",
          exitCode: phase == .completed || phase == .failed ? exitCode(fields[2]) : nil,
          node: fields[3].isEmpty || fields[3] == "None assigned" ? nil : fields[3]))
    }
  }

  /// "CODE:SIGNAL".
  private static func exitCode(_ text: String) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard let code = parts.first ?? nil else { return nil }
    if parts.count == 2, let signal = parts[1], signal > 0 { return 128 + signal }
    return code
  }
}
