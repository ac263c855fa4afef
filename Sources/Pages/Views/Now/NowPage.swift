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
    guard let progress = try context.ledger.progress(experiment: name) else {
      throw PageError.missing("There is no experiment \"\(name)\" in \(context.ledger.path).")
    }
    return [
      summary(progress), try RecentWork(name, context.ledger).html(progress),
      try working(name, context.ledger),
      ProgressMatrix(
        try context.ledger.groups(ProgressMatrix.query(name), by: ProgressMatrix.fields)
      )
      .html(context.state),
      try failures(context), try unfinished(progress, context),
      CommandText.html("pedlab watch \(ShellText.quoted(name))"),
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

  /// Who computes what.
  private static func working(_ name: String, _ ledger: LedgerStore) throws -> HTML {
    let holders = try ledger.holders(experiment: name)
    guard !holders.isEmpty else { return "" }
    let items = holders.map { holder -> HTML in
      "<li>Process \(holder.process) on \(holder.host) has claimed \(counted(holder.runs, "run")).</li>"
    }
    return "<h2>At work</h2><ul>\(items)</ul>"
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
    guard !counts.isEmpty, let origin = try context.results().provenance else { return "" }
    return "<p>Not computed yet: \(counts.joined(separator: ", ")). This goes on:</p>"
      + CommandText.html("pedlab run \(ShellText.quoted(origin.planPath))")
  }
}
