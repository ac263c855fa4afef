import ArgumentParser
import Foundation
import Ledger
import Sweep
import Wording

/// What a sweep will take, said before it or in its place.
extension RunCommand {
  func printDryRun(
    _ plan: Plan, _ submission: PlanSubmission, _ inputs: SweepInputs,
    _ options: SweepRunner.Options, _ choice: ExecutorChoice
  ) throws {
    let identities = submission.specifications.map(\.identity)
    let finished =
      FileManager.default.fileExists(atPath: ledger.path)
      ? try LedgerStore(path: ledger.path, mode: .readOnly).finished(among: identities) : []
    let missing = zip(submission.specifications, identities).filter { !finished.contains($1) }
      .map(\.0)
    let done = submission.specifications.count - missing.count
    try Output.print(
      "\(plan.experiment): \(counted(submission.specifications.count, "run")), "
        + "\(counted(submission.evaluations, "evaluation")); \(done) done, "
        + "\(submission.specifications.count - done) to do.")
    if submission.excluded > 0 {
      try Output.print("exclude leaves out \(counted(submission.excluded, "point")) of the grid.")
    }
    if submission.duplicates > 0 {
      try Output.print(
        "\(counted(submission.duplicates, "sampled point")) had been drawn before; each point is "
          + "run once.")
    }
    guard !missing.isEmpty else { return }
    if choice.name != ExecutorChoice.local.name {
      return try SplitText.dryRun(plan, submission, inputs, choice, ledger: ledger.path)
    }
    let forecast = try SweepForecast(
      missing, inputs: inputs, workers: options.workers, memoryLimit: options.memoryLimit)
    try Output.print(
      forecast.sentence(
        workers: options.workers, memoryLimit: options.memoryLimit,
        machine: memory == nil ? MachineLimits.current().memory : nil))
  }

  /// A sweep of which a model alone needs more than the limit that was asked for is not begun.
  func checkMemory(
    _ submission: PlanSubmission, _ inputs: SweepInputs, _ options: SweepRunner.Options
  ) throws {
    guard memory != nil else { return }
    let forecast = try MemoryForecast(
      submission.specifications, inputs: inputs, workers: options.workers, limit: .max)
    if let excess = forecast.excess(over: options.memoryLimit) { throw ValidationError(excess) }
    if forecast.bytes + forecast.bytes / 4 <= options.memoryLimit { FreedMemory.keep() }
  }
}
