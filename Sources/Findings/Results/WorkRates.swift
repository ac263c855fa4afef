import Ledger

/// How many evaluations a second were recorded, in equal parts of the time that runs took.
///
/// A run counts evenly from its claim to its end, since only that is recorded: counted whole at their
/// ends, runs that are computed side by side would make peaks with nothing between them.
package struct WorkRates: Sendable {
  /// Evaluations a second; the oldest part first.
  package let rates: [Double]
  /// Seconds that all parts take together.
  package let seconds: Double

  /// nil without work, or where the last work ended long before `now`.
  ///
  /// - Parameters:
  ///   - parts: how many there shall be.
  ///   - now: seconds since 1970; what is being computed counts until then.
  ///   - patience: seconds without work after which no process counts as working.
  package init?(_ spans: [WorkSpan], parts: Int, now: Double, patience: Double) {
    let known = spans.map { (start: $0.start, end: max($0.end ?? now, $0.start), $0.evaluations) }
    guard let first = known.map(\.start).min(), let last = known.map(\.end).max(),
      last > first, now - last < patience
    else { return nil }
    let step = (last - first) / Double(parts)
    var counts = [Double](repeating: 0, count: parts)
    for (start, end, evaluations) in known {
      let from = Self.part(start - first, step, parts)
      let to = Self.part(end - first, step, parts)
      for part in from...to {
        let (low, high) = (first + Double(part) * step, first + Double(part + 1) * step)
        let share =
          from == to ? 1 : max(0, min(end, high) - max(start, low)) / (end - start)
        counts[part] += Double(evaluations) * share
      }
    }
    rates = counts.map { $0 / step }
    seconds = last - first
  }

  private static func part(_ time: Double, _ step: Double, _ parts: Int) -> Int {
    min(parts - 1, Int(time / step))
  }

  /// Evaluations a second over all parts.
  package var mean: Double { rates.reduce(0, +) / Double(rates.count) }
}
