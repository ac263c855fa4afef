import Findings
import Ledger
import Wording

/// How far the experiment is, and what went wrong.
enum NowPage: PageView {
  static let title = "Now"

  static func content(_ context: PageContext) throws -> HTML {
    let name = context.state.experiment
    guard let progress = try context.ledger.progress(experiment: name) else {
      throw PageError.missing("There is no experiment \"\(name)\" in \(context.ledger.path).")
    }
    let record = try context.record()
    let failures = FailureGroup.all(record.unfinishedRuns)
    return [
      summary(progress), ProgressMatrix(record).html, FailureList.html(failures, context.state),
      unfinished(record, name), CommandText.html("pedlab status \(ShellText.quoted(name)) --watch"),
    ].joined()
  }

  private static func summary(_ progress: ExperimentProgress) -> HTML {
    let share = progress.planned > 0 ? 100 * progress.recorded / progress.planned : 100
    var text =
      "\(progress.recorded) of \(counted(progress.planned, "evaluation")) recorded (\(share) %)"
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    if progress.superseded > 0 {
      text += "; \(counted(progress.superseded, "superseded run")) not shown"
    }
    return """
      <p class="answer">\(text).</p>
      <progress max="\(max(progress.planned, 1))" value="\(progress.recorded)" \
      aria-label="Evaluations recorded">\(share) %</progress>
      """
  }

  /// Work that stopped, with the command that goes on.
  private static func unfinished(_ record: ExperimentRecord, _ name: String) -> HTML {
    let stopped = record.unfinishedRuns.filter { [.crashed, .killed, .queued].contains($0.status) }
    guard !stopped.isEmpty, let plan = record.provenance?.planPath else { return "" }
    let counts = RunStatus.phrases { status in stopped.count { $0.status == status } }
    return "<p>Not computed yet: \(counts.joined(separator: ", ")). This goes on:</p>"
      + CommandText.html("pedlab run \(ShellText.quoted(plan))")
  }
}
