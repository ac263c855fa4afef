import Foundation
import Ledger
import Sweep

/// Hands the evaluations that a plan still lacks over to an engine.
package struct JobSubmission: Sendable {
  /// What became of the evaluations that the plan asks for.
  package struct Outcome: Sendable {
    /// What the ledger had.
    package var queue: EnqueueSummary
    /// From tasks of earlier jobs.
    package var gathered: GatheringSummary
    /// Evaluations that tasks in a queue are going to bring.
    package var inQueue = 0
    /// nil: nothing was to be submitted.
    package var job: JobFolder?
    /// How what was submitted is divided.
    package var split: SplitSummary?
  }

  private let plan: Plan
  private let inputs: SweepInputs
  private let submission: PlanSubmission
  private let choice: ExecutorChoice
  private let program: String
  private let provenance: Provenance
  private let retriesFailed: Bool

  /// - Parameters:
  ///   - program: the path of pedlab, as tasks start it.
  ///   - retriesFailed: what failed before is computed again.
  package init(
    _ plan: Plan, _ inputs: SweepInputs, _ submission: PlanSubmission, _ choice: ExecutorChoice,
    program: String, provenance: Provenance, retriesFailed: Bool
  ) {
    (self.plan, self.inputs, self.submission, self.choice) = (plan, inputs, submission, choice)
    (self.program, self.provenance) = (program, provenance)
    self.retriesFailed = retriesFailed
  }

  /// - Throws: ``ExecutorError`` if the engine is not there, or does not take the job; a ledger's error.
  package func submit(to store: LedgerStore) throws -> Outcome {
    let executor = try ExecutorCatalog.executor(named: choice.name)
    // Before anything is recorded.
    try executor.check(choice.options)
    let registry = JobRegistry(ledger: store.path)
    let number = try store.registerExperiment(plan.experiment, provenance: provenance)
    let queue = try enqueue(store, number)
    let jobs = registry.jobs(of: plan.experiment)
    let states = try jobs.map { ($0, try Self.states(of: $0)) }
    let gathering = try Gathering(
      store, experiment: plan.experiment, onFailure: plan.onFailure)
    var outcome = Outcome(
      queue: queue, gathered: try gathering.gather(jobs, ignoresFailures: retriesFailed))
    let waiting = try JobsInQueue(states)
    let missing = gathering.missingEvaluations
    let wanted = missing.filter { !waiting.holds($0) }
    outcome.inQueue = missing.count - wanted.count
    guard !wanted.isEmpty else { return outcome }
    let work = try WorkPlanning(wanted, inputs: inputs)
    let cores = choice.options.cores ?? 1
    let tasks = TaskSplit.tasks(work.pairs, count: choice.options.tasks, cores: cores)
    outcome.split = SplitSummary(tasks, cores: cores)
    let folder = try registry.makeFolder(
      experiment: plan.experiment, in: choice.options.folder)
    let record = record(store, tasks: tasks, named: folder.name)
    try folder.write(record, plan: plan.resolvedText, settings: work.settings, tasks: tasks)
    outcome.job = folder
    try executor.submit(folder, record)
    return outcome
  }

  /// Queues what the plan asks for, and takes over what other runs of the ledger know of it.
  private func enqueue(_ store: LedgerStore, _ number: Int64) throws -> EnqueueSummary {
    let queue = try store.enqueue(
      submission.specifications, submission: number, retryFailed: retriesFailed,
      inputs: submission.inputParts)
    while true {
      let claimed = try store.claim(submission: number, limit: Self.claims)
      guard !claimed.isEmpty else { break }
      try store.keep(claimed.filter { !$0.known.isEmpty }.map { ($0, $0.known) })
      try store.release(claimed)
    }
    _ = try store.enqueue(submission.specifications, submission: number)
    return queue
  }

  private static let claims = 256

  private static func states(of job: JobFolder) throws -> JobStates {
    let record = try job.record()
    return try ExecutorCatalog.executor(named: record.executor).states(job, record)
  }

  private func record(_ store: LedgerStore, tasks: [TaskWork], named folder: String) -> JobRecord {
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    return JobRecord(
      experiment: plan.experiment, name: "pedlab-\(folder)-\(random)", executor: choice.name,
      options: choice.options, ledger: URL(fileURLWithPath: store.path).standardizedFileURL.path,
      host: ProcessInfo.processInfo.hostName, program: program,
      codeVersion: provenance.codeVersion,
      planPath: URL(fileURLWithPath: plan.path).standardizedFileURL.path, tasks: tasks.count,
      evaluations: tasks.reduce(0) { $0 + $1.evaluations }, retriesFailed: retriesFailed)
  }
}
