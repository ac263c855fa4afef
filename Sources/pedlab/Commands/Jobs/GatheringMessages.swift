import Executors
import Wording

/// What merging the results of jobs did, in sentences.
enum GatheringMessages {
  /// - Parameter always: also where there was nothing.
  static func say(_ summary: GatheringSummary, in ledger: String, always: Bool = false) {
    if always || summary.added > 0 || summary.completedRuns > 0 {
      Messages.say("\(ledger): \(taken(summary)); \(completed(summary))")
    }
    if summary.foreign > 0 {
      Messages.say(
        "note: \(counted(summary.foreign, "evaluation")) of tasks \(summary.foreign == 1 ? "belongs" : "belong")"
          + " to no run of the ledger: their inputs changed since they were submitted, or the runs are "
          + "deleted. They are left where they are.")
    }
    if summary.cores.count > 1 {
      Messages.say(
        "note: nodes with different BLAS kernels computed (\(listed(summary.cores.sorted()))): the last "
          + "digits may differ from those of one machine.")
    }
    for sentence in summary.conflicts + summary.unreadable { Messages.say(sentence) }
  }
  private static func taken(_ summary: GatheringSummary) -> String {
    let rounded = summary.equalUpToRounding
    return "\(counted(summary.added, "evaluation")) added from "
      + "\(counted(summary.ledgers, "ledger")) of tasks, \(summary.same) there already"
      + (rounded > 0 ? ", \(rounded) equal up to rounding" : "")
  }

  private static func completed(_ summary: GatheringSummary) -> String {
    "\(counted(summary.completedRuns, "run")) completed"
      + (summary.failedRuns > 0 ? ", \(summary.failedRuns) of them failed" : "")
      + (summary.missing > 0 ? "; \(counted(summary.missing, "evaluation")) missing" : "")
  }
}
