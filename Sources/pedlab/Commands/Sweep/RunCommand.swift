import ArgumentParser
import Executors
import FeatureStore
import Findings
import Foundation
import Ledger
import Sweep
import Wording

/// `pedlab run PLAN`
struct RunCommand: AsyncParsableCommand, ReadsStores {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a plan: compute and record what the ledger does not hold yet.",
    discussion: """
      The first Ctrl-C finishes and records what is being computed; the second stops at once. \
      Run the plan again to continue. Exit codes: 0 all done, 1 some runs failed, 2 error in the \
      plan, 3 unreadable input, 130 interrupted.

      EXAMPLES
        pedlab run Experiments/step-size/plan.yaml
        pedlab run plan.yaml --dry-run
        pedlab run plan.yaml --set ped.step_size=0.1,0.2 --set metrics=[logme]
        pedlab run plan.yaml --executor slurm --tasks 64 --time 2:00:00 --mem 8G
      """)

  @Argument(help: "The plan (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var plan: String

  @OptionGroup var ledger: LedgerOption

  @OptionGroup var cache: CacheOption

  @OptionGroup var device: DeviceOption

  @Option(name: .customLong("set"), help: "Override a value of the plan: ped.step_size=0.1,0.2.")
  var overrides: [String] = []

  @Option(help: "Number of worker threads (default: all cores).")
  var workers: Int?

  @Option(
    help: "Memory that the sweep is planned for, such as 600MB (default: half of the machine's).")
  var memory: String?

  @Flag(
    help: "Print how many runs and evaluations the plan has and how many are done; compute nothing."
  )
  var dryRun = false

  @Option(help: "Run failed runs again: --retry failed.")
  var retry: RetryChoice?

  @Flag(help: "Print one JSON object at the end: counts of evaluations, seconds, ledger.")
  var json = false

  @Flag(help: "Print the table of the results at the end, as `pedlab table` does.")
  var table = false

  @Flag(help: "Stop at the first run that fails (default: continue with the others).")
  var failFast = false

  @Flag(help: "Run a plan of more than 100,000 settings, which may have been meant to be smaller.")
  var yes = false

  @Flag(help: "Links may lead to files that lie neither beside the store nor below its folder.")
  var allowExternal = false

  @OptionGroup(title: "Tasks on other machines") var executor: ExecutorArguments

  enum RetryChoice: String, ExpressibleByArgument, CaseIterable { case failed }

  func validate() throws {
    guard table, json || dryRun else { return }
    throw ValidationError(
      "--table prints results when they are there; it does not go with --json or --dry-run.")
  }

  func run() async throws {
    let interrupts = InterruptHandler()
    // Until it is known that all has room.
    if memory != nil { FreedMemory.returnAtOnce() }
    try device.choose()
    // Before features are read, which may take long.
    try LedgerStore.checkName(ledger.path)
    let plan = try Plan.read(
      path: plan, overrides: overrides + (allowExternal ? ["allow_external=true"] : []))
    let limit: GridLimit = yes ? .memory(MachineLimits.current().memory) : .usual
    try limit.check(plan)
    let choice = try executor.choice(plan)
    try check(choice)
    var options = try runnerOptions()
    options.onFailure = plan.onFailure
    // git answers while features are read.
    let folder = GitFolder(URL(fileURLWithPath: self.plan).deletingLastPathComponent().path)
    let planCommit = Task { [path = ledger.path] in folder.version(ignoring: path) }
    let (inputs, submission) = try read(plan, limit, options)
    if dryRun { return try printDryRun(plan, submission, inputs, options, choice) }
    try checkMemory(submission, inputs, options)
    guard choice.name == ExecutorChoice.local.name else {
      try SweepSubmission(
        plan: plan, inputs: inputs, submission: submission, choice: choice, source: ledger,
        version: CodeVersion.text, retriesFailed: retry == .failed, waits: executor.wait,
        json: json
      ).run(interrupts)
      if table, executor.wait { try printTable(of: plan.experiment) }
      return
    }
    try await sweep(
      plan, inputs, submission, options, interrupts, planCommit: await planCommit.value)
  }

  /// Opens the inputs and digests them, which may take long: a line says how far it is.
  private func read(
    _ plan: Plan, _ limit: GridLimit, _ options: SweepRunner.Options
  ) throws -> (inputs: SweepInputs, submission: PlanSubmission) {
    let reading = ReadingProgress()
    let bar = ProgressBar("\(plan.experiment): reading features") {
      let now = reading.now
      let place = now.current.map { "\($0), \(now.pairsDone) of \(now.pairs)" }
      return ProgressText(
        done: now.bytesDone, total: now.bytes, unit: .bytes,
        detail: place ?? "opening \(plan.storeName)")
    }
    defer { bar.stop() }
    func say(_ remarks: [String]) {
      bar.hide()
      for remark in remarks { Messages.say("note: \(remark)") }
    }
    let inputs = try SweepInputs(
      plan, cache: cache.cache(), workers: options.workers, memoryLimit: options.memoryLimit,
      reading: reading)
    say(try inputs.remarks + inputs.labelRemarks() + inputs.sampleRemarks())
    let submission = try PlanSubmission(plan, inputs: inputs, limit: limit)
    say(submission.remarks)
    say(try inputs.outputRemarks(SettingGrid(plan, limit: limit).settings))
    say(submission.doubts)
    return (inputs, submission)
  }

  /// Before features are read, too.
  private func check(_ choice: ExecutorChoice) throws {
    guard choice.name != ExecutorChoice.local.name else { return }
    guard !failFast, memory == nil, device.device == nil else {
      throw ValidationError(
        "--fail-fast, --memory and --device are for --executor local. The memory of tasks is --mem; "
          + "PEDLAB_DEVICE=cuda in their environment lets them use a GPU.")
    }
    guard !dryRun else { return }
    try ExecutorCatalog.executor(named: choice.name).check(choice.options)
  }

  private func runnerOptions() throws -> SweepRunner.Options {
    let limit = try memory.map(ByteCount.init)?.bytes
    return SweepRunner.Options(
      workers: try WorkerCount.resolved(workers),
      memoryLimit: limit ?? MachineLimits.current().memory / 2, failFast: failFast)
  }

  private func sweep(
    _ plan: Plan, _ inputs: SweepInputs, _ submission: PlanSubmission,
    _ options: SweepRunner.Options, _ interrupts: InterruptHandler, planCommit: String
  ) async throws {
    let start = ContinuousClock.now
    sayLedger(plan)
    let store = try LedgerStore(path: ledger.path)
    // Threads that computed may still be ending, with the store in hand, when the program does.
    defer { store.close() }
    let provenance = Provenance.current(
      plan: plan, version: CodeVersion.text,
      commandLine: CommandLine.arguments, planCommit: planCommit,
      externalFiles: inputs.store.filesElsewhere,
      doubts: submission.doubts)
    let number = try store.registerExperiment(plan.experiment, provenance: provenance)
    let queue = try store.enqueue(
      submission.specifications, submission: number, retryFailed: retry == .failed,
      inputs: submission.inputParts)
    for change in queue.changedInputs { Messages.say("note: \(change.sentence)") }
    Messages.say(
      "\(plan.experiment): \(counted(submission.specifications.count, "run")); "
        + "\(queue.finished) done before, "
        + "\(queue.queued) to do"
        + (queue.failed > 0 ? ", \(queue.failed) failed before (--retry failed)" : "")
        + (queue.running > 0 ? ", \(queue.running) computed by another process" : "")
        + (queue.deleted > 0 ? ", \(queue.deleted) deleted (pedlab restore)" : ""))
    try JobMerge.mergeLeftovers(
      of: plan.experiment, into: store, retriesFailed: retry == .failed)
    let summary = try await compute(
      plan, inputs, store, number, options, interrupts)
    try ResultCells.keep([plan.experiment], in: store)
    if json {
      try Output.json(
        SweepReport(
          experiment: plan.experiment, planned: submission.evaluations,
          before: queue.finishedEvaluations, summary: summary,
          seconds: (ContinuousClock.now - start) / .seconds(1), ledger: ledger.path))
    }
    try finish(
      plan, summary, failedBefore: queue.failed,
      elsewhere: min(
        queue.running,
        queue.queued + queue.running - summary.finished - summary.failed - summary.released),
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// Which ledger is used or made, and whether its locks can be relied on.
  private func sayLedger(_ plan: Plan) {
    let exists = FileManager.default.fileExists(atPath: ledger.path)
    Messages.say("\(plan.experiment): recording in \(ledger.path)\(exists ? "" : ", a new ledger")")
    if let type = LedgerStore.networkFileSystem(of: ledger.path) {
      Messages.say(
        "warning: \(ledger.path) is on a network file system (\(type)), whose locks are not reliable. "
          + "Keep a ledger on a local disk of each machine, and `pedlab merge` them.")
    }
  }

  private func compute(
    _ plan: Plan, _ inputs: SweepInputs, _ store: LedgerStore, _ submission: Int64,
    _ options: SweepRunner.Options, _ interrupts: InterruptHandler
  ) async throws -> SweepRunner.Summary {
    let watch = SweepWatch(try store.knownProgress(of: plan.experiment)) {
      try store.progress(experiment: plan.experiment)
    }
    let bar = ProgressBar(plan.experiment) { watch.now }
    interrupts.begin {
      bar.hide()
      Messages.say(
        "Stopping once what is being computed is recorded. Press Ctrl-C again to stop now.")
    } onSecond: {
      try? store.releaseAll()
    }
    let notice = WaitingNotice()
    let runner = SweepRunner(
      inputs: inputs, ledger: store, submission: submission, options: options,
      stop: interrupts.stop,
      waiting: { holders in
        notice.say(holders) { bar.hide() }
        watch.waiting()
      },
      progress: watch.ended)
    defer { bar.stop() }
    var summary = try await runner.run()
    summary.wasInterrupted = interrupts.wasInterrupted
    return summary
  }

  /// - Parameter elsewhere: runs that other processes had begun with, and ended.
  private func finish(
    _ plan: Plan, _ summary: SweepRunner.Summary, failedBefore: Int, elsewhere: Int,
    seconds: Double
  ) throws {
    Messages.say(
      "\(plan.experiment): \(counted(summary.finished, "run")) \(Self.manner(summary)) \(ledger.path)"
        + (summary.failed > 0 ? ", \(summary.failed) failed" : "") + Self.pace(summary, seconds))
    if summary.failedEvaluations > 0 {
      let remedy =
        summary.failed == 0 ? ", left out of the correlations (on_failure: leave_out)" : ""
      Messages.say("\(counted(summary.failedEvaluations, "evaluation")) failed\(remedy)")
    }
    if elsewhere > 0, !summary.wasInterrupted, summary.firstError == nil {
      Messages.say(
        "Waited for \(counted(elsewhere, "run")) that another process had started")
    }
    if let error = summary.firstError { Messages.say("first failure: \(error)") }
    if summary.wasInterrupted {
      let command = ShellText.line(["pedlab"] + CommandLine.arguments.dropFirst())
      Messages.say("Interrupted. `\(command)` continues.")
      throw ExitStatus.interrupted
    }
    let (name, named) = (ShellText.quoted(plan.experiment), ledger.named)
    if summary.failed + failedBefore > 0 {
      try ledger.saySuperseded(plan.experiment, as: plan.experiment)
      Messages.say("\(plan.experiment): `pedlab status \(name)\(named)` counts what failed.")
      throw ExitStatus.someRunsFailed
    }
    if table { return try printTable(of: plan.experiment) }
    Messages.say("\(plan.experiment): `pedlab table \(name)\(named)` shows the results.")
    try ledger.saySuperseded(plan.experiment, as: plan.experiment)
  }

  private func printTable(of experiment: String) throws {
    let place = ledger.file.map { ["--ledger", $0] } ?? []
    try TableCommand.parse(place + ["--", experiment]).run()
  }
}
