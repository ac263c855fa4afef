import ArgumentParser
import Foundation
import Sweep
import Wording

/// Where a sweep is computed, and what its engine is told. The same may stand in the plan, under
/// `executor`; what is given here comes before that.
struct ExecutorArguments: ParsableArguments {
  @Option(help: "Where to compute: local, processes or slurm (default: the plan's, else local).")
  var executor: String?

  @Option(help: "Into how many tasks the work is divided (default: tasks of about 10 minutes).")
  var tasks: Int?

  @Option(help: "Tasks that run at the same time at most.")
  var maxRunning: Int?

  @Option(help: "Slurm: the partition.")
  var partition: String?

  @Option(help: "Slurm: the time limit of a task, for example 2:00:00.")
  var time: String?

  @Option(help: "Slurm: the memory of a task, for example 8G.")
  var mem: String?

  @Option(help: "Cores of a task (default: 1).")
  var cpus: Int?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Slurm: further options of sbatch, as one text: \"--account=abc --qos=long\".")
  var sbatch: [String] = []

  @Option(help: "Slurm: a submit script of your site, in which {command} stands for pedlab's.")
  var template: String?

  @Option(help: "Where job folders are made, for all nodes (default: jobs, beside the ledger).")
  var jobFolder: String?

  @Flag(help: "Wait until the tasks have ended and their results are in the ledger.")
  var wait = false

  /// - Throws: `ValidationError` for a value that makes no sense, and for options without an executor
  ///   that they are for.
  func choice(_ plan: Plan) throws -> ExecutorChoice {
    var choice = plan.resolvedExecutor
    if let executor {
      guard ExecutorChoice.names.contains(executor) else {
        throw ValidationError(
          "--executor is \"\(executor)\""
            + "\(Suggestion.text(for: executor, among: ExecutorChoice.names)); allowed are "
            + "\(ExecutorChoice.names.joined(separator: ", ")).")
      }
      if executor != choice.name {
        choice = ExecutorChoice(name: executor, options: ExecutorOptions())
      }
    }
    let given = options
    if let problem = given.problem { throw ValidationError("--\(Self.spelled(problem)).") }
    guard choice.name != ExecutorChoice.local.name || given == ExecutorOptions() && !wait else {
      throw ValidationError(
        "options of tasks need an executor that has tasks: --executor slurm, or processes.")
    }
    choice.options = choice.options.overridden(by: given)
    return choice
  }

  private var options: ExecutorOptions {
    var options = ExecutorOptions()
    options.tasks = tasks
    options.maxRunning = maxRunning
    options.partition = partition
    options.time = time
    options.memory = mem
    options.cores = cpus
    options.sbatch = sbatch.flatMap { $0.split(separator: " ").map(String.init) }
    options.template = template.map { URL(fileURLWithPath: $0).path }
    options.folder = jobFolder.map { URL(fileURLWithPath: $0).path }
    return options
  }

  /// Keys of plans have underscores, options hyphens.
  private static func spelled(_ problem: String) -> String {
    problem.replacingOccurrences(of: "max_running", with: "max-running")
  }
}
