import Executors
import Foundation
import Ledger
import Sweep
import Wording

/// A division of work, as messages and --dry-run show it.
enum SplitText {
  /// Prints how what is missing would be divided.
  static func dryRun(
    _ plan: Plan, _ submission: PlanSubmission, _ inputs: SweepInputs, _ choice: ExecutorChoice,
    ledger: String
  ) throws {
    let store =
      FileManager.default.fileExists(atPath: ledger)
      ? try LedgerStore(path: ledger, mode: .readOnly) : nil
    let missing = try MissingWork.evaluations(
      submission, experiment: plan.experiment, ledger: store)
    let cores = choice.options.cores ?? 1
    let tasks = TaskSplit.tasks(
      try WorkPlanning(missing, inputs: inputs).pairs, count: choice.options.tasks, cores: cores)
    for line in lines(SplitSummary(tasks, cores: cores), options: choice.options) {
      try Output.print(line)
    }
  }

  static func lines(_ split: SplitSummary, options: ExecutorOptions) -> [String] {
    let pairs = counted(split.pairs, "pair")
    let (short, long) = (
      Quantity.duration(split.shortest), Quantity.duration(split.longest)
    )
    let time = short == long ? long : "\(short) to \(long)"
    var lines = [
      "\(counted(split.evaluations, "evaluation")) of \(pairs) of model and dataset in "
        + "\(counted(split.tasks, "task")) of about \(time) (a third to three times that), "
        + "\(hours(split.coreHours)) core hours; \(Quantity.size(split.bytesRead)) of features to "
        + "read; \(Quantity.size(split.largestModel)) of memory for the largest model"
    ]
    if let asked = options.tasks, asked > split.tasks {
      lines.append(
        "note: \(asked) tasks were asked for; a model is prepared once on a dataset, so that there "
          + "are at most as many tasks as pairs: \(split.tasks).")
    }
    return lines
  }

  private static func hours(_ hours: Double) -> String {
    hours < 0.01 ? "less than 0.01" : "\((hours * 100).rounded() / 100)"
  }
}
