import ArgumentParser
import Executors
import FeatureStore
import Foundation
import Ledger
import Sweep
import Wording

/// `pedlab run` where an engine computes.
struct SweepSubmission {
  let plan: Plan
  let inputs: SweepInputs
  let submission: PlanSubmission
  let choice: ExecutorChoice
  let source: LedgerOption
  let version: String
  let retriesFailed: Bool
  let waits: Bool
  let json: Bool

  var ledger: String { source.path }

  func run(_ interrupts: InterruptHandler) throws {
    let store = try LedgerStore(path: ledger)
    let outcome: JobSubmission.Outcome
    do {
      defer { store.close() }
      let provenance = Provenance.current(
        plan: plan, version: version, commandLine: CommandLine.arguments,
        externalFiles: inputs.store.filesElsewhere,
        doubts: submission.doubts)
      outcome = try JobSubmission(
        plan, inputs, submission, choice, program: Self.program, provenance: provenance,
        retriesFailed: retriesFailed
      ).submit(to: store)
    }
    try say(outcome)
    if json { try Output.json(SubmissionDocument(self, outcome)) }
    guard waits else { return try end(outcome) }
    for job in JobRegistry(ledger: ledger).jobs(of: plan.experiment) {
      try JobWait(job, experiment: plan.experiment, named: source.named).untilEnded(interrupts)
    }
    try endAfterMerging()
  }

  /// The path of this program: the name by which it was called says nothing on a node.
  private static var program: String {
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path).standardizedFileURL.path
  }

  private func say(_ outcome: JobSubmission.Outcome) throws {
    let queue = outcome.queue
    for change in queue.changedInputs { Messages.say("note: \(change.sentence)") }
    Messages.say(
      "\(plan.experiment): \(counted(submission.specifications.count, "run")); \(queue.finished) done "
        + "before, \(queue.queued) to do"
        + (queue.failed > 0 ? ", \(queue.failed) failed before (--retry failed)" : "")
        + (queue.running > 0 ? ", \(queue.running) computed by another process" : ""))
    try source.saySuperseded(plan.experiment, as: plan.experiment)
    GatheringMessages.say(outcome.gathered, in: ledger)
    if outcome.inQueue > 0 {
      Messages.say(
        "\(plan.experiment): \(counted(outcome.inQueue, "evaluation")) \(outcome.inQueue == 1 ? "is" : "are")"
          + " in the queue already, and not submitted again")
    }
    guard let job = outcome.job, let split = outcome.split else {
      Messages.say("\(plan.experiment): nothing is to be submitted")
      return
    }
    for line in SplitText.lines(split, options: choice.options) { Messages.say(line) }
    let names = (try? JobReport(job))?.names ?? []
    Messages.say(
      "Submitted to \(choice.name) as \(listed(names)): \(job.path). `pedlab status \(named)` "
        + "shows how far it is, `pedlab logs TASK` what a task says, `pedlab cancel "
        + "\(named)` ends it.")
  }

  /// The experiment as commands that messages propose name it.
  private var named: String { ShellText.quoted(plan.experiment) + source.named }

  private func end(_ outcome: JobSubmission.Outcome) throws {
    guard outcome.job == nil, outcome.inQueue == 0 else { return }
    if outcome.queue.failed + outcome.gathered.failedRuns > 0 { throw ExitStatus.someRunsFailed }
  }

  /// Merges what the merge of the engine has not, and says how it all ended.
  private func endAfterMerging() throws {
    let store = try LedgerStore(path: ledger)
    defer { store.close() }
    let summary = try JobMerge.merge(
      JobRegistry(ledger: ledger).jobs(of: plan.experiment), into: store,
      experiment: plan.experiment)
    GatheringMessages.say(summary, in: ledger)
    guard let progress = try store.progress(experiment: plan.experiment) else { return }
    let (finished, failed) = (progress.runs["finished"] ?? 0, progress.runs["failed"] ?? 0)
    Messages.say(
      "\(plan.experiment): \(counted(finished, "run")) finished and recorded in \(ledger)"
        + (failed > 0 ? ", \(failed) failed" : ""))
    guard progress.isDone else {
      Messages.say(
        "\(plan.experiment): \(counted(summary.missing, "evaluation")) \(summary.missing == 1 ? "is" : "are")"
          + " missing: tasks ended early. `pedlab status \(named)` names "
          + "them; run the plan again to submit what is missing.")
      throw ExitStatus.someRunsFailed
    }
    if progress.hasFailures { throw ExitStatus.someRunsFailed }
  }
}
