import Executors
import Foundation
import Ledger
import Sweep
import Wording

/// Merging the results of jobs into a ledger that is open.
enum JobMerge {
  /// - Parameter jobs: of one experiment, oldest first.
  static func merge(
    _ jobs: [JobFolder], into store: LedgerStore, experiment: String,
    ignoresFailures: Bool = false
  ) throws -> GatheringSummary {
    let files = jobs.map { ($0, $0.currentLedgers()) }
    let gathering = try Gathering(
      store, experiment: experiment, onFailure: try onFailure(jobs.last))
    let summary = try gathering.gather(jobs, ignoresFailures: ignoresFailures)
    for (job, files) in files { job.noteMerged(files) }
    return summary
  }

  /// Takes what tasks have left before a sweep on this machine computes it again, and says so.
  static func mergeLeftovers(
    of experiment: String, into store: LedgerStore, retriesFailed: Bool
  ) throws {
    let jobs = JobRegistry(ledger: store.path).jobs(of: experiment)
    guard !jobs.isEmpty else { return }
    let summary = try merge(
      jobs, into: store, experiment: experiment, ignoresFailures: retriesFailed)
    GatheringMessages.say(summary, in: store.path)
    for job in jobs {
      let waiting = try JobReport(job).tasks.count { $0.state.isAlive }
      guard waiting > 0 else { continue }
      Messages.say(
        "note: \(counted(waiting, "task")) of \(job.name) \(waiting == 1 ? "is" : "are") in the queue: what "
          + "they compute is computed here too. `pedlab cancel \(experiment)` ends them.")
    }
  }

  /// As the latest plan has it.
  private static func onFailure(_ job: JobFolder?) throws -> OnFailure {
    guard let job else { return .fail }
    let text = try String(contentsOfFile: job.plan, encoding: .utf8)
    return try Plan.parse(text, path: job.record().planPath).onFailure
  }

  /// What `pedlab merge FOLDER` does. Jobs of the same experiment belong together: a run may have
  /// models of several.
  ///
  /// - Parameter named: the ledger of --ledger; nil: the job's own.
  static func merge(folder: JobFolder, named: String?) throws {
    let record = try folder.record()
    let path = named ?? record.ledger
    if named == nil, let obstacle = LedgerHost.obstacle(to: record, ledger: path) {
      Messages.say(
        "\(folder.name): nothing is merged here, since \(obstacle). There `pedlab merge \(ShellText.quoted(folder.path))`, "
          + "or running the plan again, merges.")
      return
    }
    let store = try LedgerStore(path: path)
    defer { store.close() }
    guard try store.experiments().contains(record.experiment) else {
      throw ExecutorError(
        "\(path) has no experiment \"\(record.experiment)\": it is not the ledger that \(folder.path) "
          + "was submitted from. Name that one with --ledger.")
    }
    var jobs = JobRegistry(ledger: path).jobs(of: record.experiment)
    if !jobs.contains(folder) { jobs.append(folder) }
    let summary = try merge(jobs, into: store, experiment: record.experiment)
    GatheringMessages.say(summary, in: path, always: true)
    if !summary.conflicts.isEmpty || !summary.unreadable.isEmpty {
      throw ExitStatus.someRunsFailed
    }
  }
}
