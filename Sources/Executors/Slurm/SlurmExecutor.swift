import Foundation
import Sweep

/// Slurm, through its own commands: one throttled array of the tasks, and a job that merges when the
/// array has ended.
package struct SlurmExecutor: Executor {
  package static let name = "slurm"

  let controller = SlurmController()

  package init() {}

  package func check(_ options: ExecutorOptions) throws {
    guard controller.isThere else {
      throw ExecutorError(
        "there is no Slurm here: the command sbatch is not on the PATH. Run this on a login node of a "
          + "cluster, or compute on this machine with --executor local.", isUsage: true)
    }
    _ = try SlurmScript(template: options.template)
  }

  package func submit(_ folder: JobFolder, _ job: JobRecord) throws {
    let script = try SlurmScript(template: job.options.template)
    try folder.write(
      text: script.filled(program: job.program, folder: folder), to: "script.sh")
    var record = try self.record(folder, job)
    let options = SlurmSubmission(folder: folder, job: job)
    for index in record.arrays.indices where record.arrays[index].job == nil {
      // Several arrays follow each other where the number of running tasks is limited: the limit is
      // one of each array.
      let before =
        job.options.maxRunning == nil || index == 0 ? nil : record.arrays[index - 1].job
      let number = try controller.submit(
        options.array(record.arrays[index], index, after: before),
        named: options.name(ofArray: index))
      record.arrays[index].job = number
      try folder.write(record, to: SlurmRecord.file)
    }
    guard record.merge == nil else { return }
    record.merge = try controller.submit(
      options.merge(after: record.arrays.compactMap(\.job)), named: options.mergeName)
    try folder.write(record, to: SlurmRecord.file)
  }

  package func states(_ folder: JobFolder, _ job: JobRecord) throws -> JobStates {
    let record = try self.record(folder, job)
    var states = JobStates()
    states.names = record.numbers
    guard !record.numbers.isEmpty else { return states }
    let accounted = controller.accounting(record.numbers)
    let queued = try controller.queue(record.numbers)
    // The queue knows what is; accounting lags behind, and knows what was.
    for entry in accounted + queued { add(entry, record, to: &states) }
    return states
  }

  package func log(of task: Int?, _ folder: JobFolder, _ job: JobRecord) throws -> String {
    guard let task else { return SlurmSubmission.mergeLog(folder) }
    let record = try self.record(folder, job)
    guard let array = record.arrays.last(where: { $0.first <= task }), let number = array.job else {
      throw ExecutorError("task \(task) of \(folder.name) was not submitted", isUsage: true)
    }
    return "\(folder.logs)/\(number)_\(task - array.first).log"
  }

  package func cancel(_ folder: JobFolder, _ job: JobRecord, tasks: [Int]?) throws {
    let record = try self.record(folder, job)
    let names: [String]
    if let tasks {
      names = record.arrays.flatMap { array in
        tasks.compactMap { task in
          let element = task - array.first
          return (0..<array.count).contains(element) ? array.job.map { "\($0)_\(element)" } : nil
        }
      }
    } else {
      names = record.arrays.compactMap(\.job)
    }
    try controller.cancel(names)
  }

  /// What was submitted. What a submission that was killed has not written down is found by its name.
  private func record(_ folder: JobFolder, _ job: JobRecord) throws -> SlurmRecord {
    let options = SlurmSubmission(folder: folder, job: job)
    var record: SlurmRecord
    if folder.exists(SlurmRecord.file) {
      record = try folder.read(SlurmRecord.file)
    } else {
      record = SlurmRecord(
        arrays: SlurmArray.arrays(tasks: job.tasks, limit: try controller.largestArray()))
    }
    for index in record.arrays.indices where record.arrays[index].job == nil {
      record.arrays[index].job = try controller.number(named: options.name(ofArray: index))
    }
    if record.merge == nil { record.merge = try controller.number(named: options.mergeName) }
    return record
  }

  private func add(_ entry: SlurmQueueEntry, _ record: SlurmRecord, to states: inout JobStates) {
    if entry.job == record.merge { states.merge = entry.state }
    for element in entry.elements?.indices ?? [] {
      if let task = record.task(array: entry.job, element: element) {
        states.tasks[task] = entry.state
      }
    }
  }
}
