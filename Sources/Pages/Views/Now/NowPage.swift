import Conditions
import Findings
import Ledger
import Wording

/// How far the experiment is, and what went wrong.
enum NowPage: PageView {
  static let title = "Now"
  /// As many as are read to be grouped.
  private static let mostFailures = 2_000

  static func content(_ context: PageContext) throws -> HTML {
    let name = context.state.experiment
    let tally = try context.results().tally()
    let progress = ExperimentProgress(tally)
    return [
      summary(progress),
      progress.isDone ? "" : try RecentWork(name, context.ledger).html(progress),
      try working(name, progress, context.ledger), ProgressMatrix(tally).html(context.state),
      try failures(context), try unfinished(progress, context),
      CommandText.html("pedlab watch \(ShellText.quoted(name))", of: context.ledger),
    ].joined()
  }

  private static func summary(_ progress: ExperimentProgress) -> HTML {
    let share = progress.planned > 0 ? 100 * progress.recorded / progress.planned : 100
    var text =
      "\(progress.recorded) of \(counted(progress.planned, "evaluation")) recorded (\(share) %)"
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    text += "; runs: \(progress.runPhrases.joined(separator: ", "))"
    if progress.superseded > 0 {
      text += "; \(counted(progress.superseded, "superseded run")) not shown"
    }
    return """
      <p class="answer">\(text).</p>
      <progress max="\(max(progress.planned, 1))" value="\(progress.recorded)" \
      aria-label="Evaluations recorded">\(share) %</progress>
      """
  }

  /// Who computes what, and what waits for them.
  private static func working(
    _ name: String, _ progress: ExperimentProgress, _ ledger: LedgerStore
  ) throws -> HTML {
    // In an order that no claim changes: who reads on finds a line where it was.
    let holders = try ledger.holders(experiment: name).sorted {
      ($0.host, $0.process) < ($1.host, $1.process)
    }
    guard !holders.isEmpty else { return "" }
    let items = holders.map { holder -> HTML in
      let since = holder.since.map { " since \(TimeText.utc($0))" } ?? ""
      return "<li>Process \(holder.process) on \(holder.host) has claimed "
        + "\(counted(holder.runs, "run"))\(since).</li>"
    }
    let queued = progress.runs[RunStatus.queued.rawValue, default: 0]
    let waiting =
      queued > 0
      ? "\(counted(queued, "run")) \(queued == 1 ? "waits" : "wait") for the next claim."
      : "No run waits for a claim; who has nothing left takes models of these runs."
    return "<h2>At work</h2><ul>\(items)</ul><p>\(waiting)</p>"
  }

  private static func failures(_ context: PageContext) throws -> HTML {
    let name = context.state.experiment
    var query = RunQuery(experiment: name, status: .failed)
    let total = try context.ledger.count(query)
    guard total > 0 else { return "" }
    query.limit = mostFailures
    let failed = try context.ledger.runs(query)
    let note: HTML =
      total > failed.count
      ? "<p class=\"note\">Grouped: the first \(failed.count) of \(counted(total, "failed run")).</p>"
      : ""
    return note + FailureList.html(FailureGroup.all(failed), context.state)
      + (try FailureShares(name, context.ledger).html(context.state))
  }

  /// Work that stopped, with the command that goes on.
  private static func unfinished(
    _ progress: ExperimentProgress, _ context: PageContext
  ) throws -> HTML {
    let stopped = [RunStatus.queued, .crashed, .killed]
    let counts = RunStatus.phrases { status in
      stopped.contains(status) ? progress.runs[status.rawValue, default: 0] : 0
    }
    // Who is at work comes to them.
    let holders = try context.ledger.holders(experiment: context.state.experiment)
    guard holders.isEmpty else { return "" }
    guard !counts.isEmpty, let origin = try context.results().provenance else { return "" }
    return "<p>Not computed yet: \(counts.joined(separator: ", ")). This continues:</p>"
      + CommandText.html(
        "pedlab run \(ShellText.quoted(origin.planPath))", of: context.ledger)
  }
}
