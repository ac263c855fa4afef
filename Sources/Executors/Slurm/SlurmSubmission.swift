import Sweep

/// The command lines of sbatch for the arrays and the merge of a job.
struct SlurmSubmission {
  let folder: JobFolder
  let job: JobRecord

  /// Seconds before the time limit at which a task is told to end: a minute, or a quarter of a short limit.
  private var warning: Int { min(60, (job.options.timeLimit ?? .max) / 4) }

  func name(ofArray index: Int) -> String { "\(job.name)-\(index + 1)" }

  static func mergeLog(_ folder: JobFolder) -> String { "\(folder.logs)/merge.log" }

  var mergeName: String { "\(job.name)-merge" }

  /// - Parameter before: the array that this one waits for, if it does.
  func array(_ array: SlurmArray, _ index: Int, after before: String?) -> [String] {
    let options = job.options
    var arguments = common(name(ofArray: index), log: "\(folder.logs)/%A_%a.log")
    arguments.append("--array=\(array.elements(options.maxRunning))")
    arguments.append("--signal=B:TERM@\(warning)")
    if let before { arguments.append("--dependency=afterany:\(before)") }
    if let time = options.time { arguments.append("--time=\(time)") }
    if let memory = options.memory { arguments.append("--mem=\(memory)") }
    arguments.append("--cpus-per-task=\(options.cores ?? 1)")
    return arguments + options.sbatch + [folder.script, "\(array.first)"]
  }

  func merge(after arrays: [String]) -> [String] {
    common(mergeName, log: Self.mergeLog(folder))
      + ["--dependency=afterany:\(arrays.joined(separator: ":"))"]
      + job.options.sbatch + [folder.script, "merge"]
  }

  /// Log files are appended to: they are emptied otherwise when a task is put back into the queue.
  private func common(_ name: String, log: String) -> [String] {
    var arguments = ["--parsable", "--job-name=\(name)", "--output=\(log)", "--open-mode=append"]
    arguments += ["--requeue", "--chdir=\(folder.path)"]
    if let partition = job.options.partition { arguments.append("--partition=\(partition)") }
    return arguments
  }
}
