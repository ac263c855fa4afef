import Sweep
import Wording

/// What a sweep says at its end.
extension RunCommand {
  /// "finished and recorded in".
  static func manner(_ summary: SweepRunner.Summary) -> String {
    summary.isReused ? "recorded from scores that were there, in" : "finished and recorded in"
  }

  /// "; 168 evaluations in 2.1 s, 80/s".
  static func pace(_ summary: SweepRunner.Summary, _ seconds: Double) -> String {
    let count = summary.computedEvaluations
    let time = Elapsed(seconds)
    if summary.isReused { return "; \(time.text)" }
    guard count > 0 else { return "; nothing was left to compute, \(time.text)" }
    return "; \(counted(count, "evaluation")) in \(time.text), \(time.rate(of: count))"
  }
}
