import Findings
import Ledger
import Transferability
import Wording

/// What PED does to one metric.
struct PEDAnswer {
  let base: MethodSetting
  private let grid: ResultGrid
  private let comparison: PairedComparison
  private let without: [Double?]
  private let with: [Double?]

  /// nil where the metric was not run both with PED and without.
  init?(_ base: MethodSetting, _ grid: ResultGrid, _ chosen: ChosenSetting) {
    without = grid.values(base)
    guard let entries = chosen.entries(base) else { return nil }
    with = entries.map { $0?.mean }
    guard let comparison = PairedComparison(without, with) else { return nil }
    self.base = base
    self.grid = grid
    self.comparison = comparison
  }

  /// "With PED, LogME's mean weighted Kendall tau is 0.274 [0.045, 0.702] lower: higher on 2, equal on
  /// 0, lower on 6 of 8 datasets."
  var sentence: String {
    let change = comparison.meanDifference
    let size = Printed.fixed(abs(change), decimals: 3)
    let word = change > 0 ? "\(size) higher" : change < 0 ? "\(size) lower" : "the same"
    let interval = comparison.interval.map { found -> String in
      let (low, high) = change < 0 ? (-found.high, -found.low) : (found.low, found.high)
      return " " + Typeset.minus(IntervalText.text(low, high))
    }
    let doubt =
      (comparison.interval.map { $0.low <= 0 && $0.high >= 0 } ?? true)
      ? " The interval includes no change." : ""
    return
      "With PED, \(base.metricTitle)'s mean \(grid.value.title) is \(word)\(interval ?? ""): higher on "
      + "\(comparison.wins), equal on \(comparison.ties), lower on \(comparison.losses) of "
      + "\(counted(comparison.count, "dataset")).\(doubt)"
  }

  var chart: PairedChart {
    let interval = IntervalText.text(comparison.interval?.low, comparison.interval?.high)
    return PairedChart(
      title: "\(base.metricTitle): with PED against without",
      subtitle: "mean difference \(Typeset.fixed(comparison.meanDifference)) "
        + "\(Typeset.minus(interval)), n = \(counted(comparison.count, "dataset"))",
      xName: grid.value.title, beforeName: base.metricTitle,
      afterName: base.metricTitle + " + PED",
      rows: zip(grid.datasets, zip(without, with)).map {
        PairedChart.Row(name: $0, before: $1.0, after: $1.1)
      })
  }
}
