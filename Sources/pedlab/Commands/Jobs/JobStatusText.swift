import Executors
import Findings
import Wording

/// How far a job is, in lines.
enum JobStatusText {
  /// Tasks that are listed unless all are asked for.
  private static let limit = 20

  /// The jobs of an experiment that somebody wants to hear of: the latest, and others that have tasks in
  /// a queue or results that were not merged.
  static func reports(of experiment: String, ledger: String) throws -> [JobReport] {
    let reports = try JobRegistry(ledger: ledger).jobs(of: experiment).map { try JobReport($0) }
    return reports.enumerated().filter { index, report in
      index == reports.count - 1 || report.isAlive || report.unmerged > 0
    }.map(\.element)
  }

  static func text(_ report: JobReport, all: Bool) -> String {
    var lines = [summary(report)]
    if let trouble = report.trouble { lines.append("  \(trouble)") }
    if report.unmerged > 0, report.merge?.isAlive != true, !report.isAlive {
      lines.append(
        "  \(counted(report.unmerged, "ledger")) of tasks \(report.unmerged == 1 ? "is" : "are") not "
          + "merged yet: `pedlab merge \(ShellText.quoted(report.folder))`, or run the plan again")
    }
    let tasks = report.tasks.filter { all || $0.isIncomplete || $0.state.phase == .running }
    let shown = all ? tasks[...] : tasks.prefix(limit)
    if !shown.isEmpty {
      let header = ["task", "state", "node", "exit", "evaluations", "failed", "remark"]
      lines.append(TextTable(header: header, rows: shown.map(row)).text)
    }
    if shown.count < tasks.count {
      lines.append("  ... and \(tasks.count - shown.count) more tasks; --tasks shows all")
    }
    return lines.joined(separator: "\n").trimmingSuffix("\n")
  }

  private static func summary(_ report: JobReport) -> String {
    let phases = [TaskState.Phase.pending, .running, .completed, .failed, .unknown]
    let counts = phases.filter { report.count($0) > 0 }
      .map { "\(report.count($0)) \(word($0))" }
    let merge = report.merge.map { "; merge \($0.word.lowercased())" } ?? ""
    return "job \(report.job) (\(report.executor) \(listed(report.names))): "
      + "\(counted(report.tasks.count, "task")): \(counts.joined(separator: ", ")); "
      + "\(report.done) of \(report.total) evaluations computed"
      + (report.failed > 0 ? ", \(report.failed) failed" : "") + merge
  }

  private static func word(_ phase: TaskState.Phase) -> String {
    phase == .unknown ? "no longer known to the queue" : phase.rawValue
  }

  private static func row(_ task: JobReport.Task) -> [String] {
    let progress = task.progress
    return [
      "\(task.task)", task.state.word.lowercased(), task.state.node ?? progress?.node ?? "",
      task.state.exitCode.map { "\($0)" } ?? "", "\(progress?.done ?? 0)/\(task.evaluations)",
      "\(progress?.failed ?? 0)", progress?.error ?? task.state.reason ?? "",
    ]
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
