import Ledger
import Transferability
import Wording

/// The figures of a report. Their number is bounded, however many runs there are.
extension ReportData {
  static let datasetLimit = 12
  static let metricLimit = 8

  /// With PED against without, per dataset, a figure per metric.
  func pairedFigures() -> [ReportDocument.Block] {
    let blocks = bases.prefix(Self.metricLimit).compactMap(pairedFigure)
    return blocks.isEmpty ? [] : [.heading("With PED and without")] + blocks
  }

  private func pairedFigure(_ base: MethodSetting) -> ReportDocument.Block? {
    guard hasShown, let comparison = PairedComparison(grid.baseline(of: base), shownValues(base))
    else { return nil }
    let rows = zip(datasets, zip(grid.baseline(of: base), shownValues(base))).map {
      PairedChart.Row(name: $0, before: $1.0, after: $1.1)
    }
    let chart = PairedChart(
      title: "\(base.metricTitle): with PED against without",
      subtitle: "\(shownSetting). Mean difference \(Self.text(comparison)); higher on "
        + "\(comparison.wins), equal on \(comparison.ties), lower on \(comparison.losses) of "
        + "\(counted(comparison.count, "dataset")).",
      xName: grid.value.title, beforeName: base.metricTitle,
      afterName: base.metricTitle + " + PED", rows: Self.byEffect(rows), mean: Self.mean(rows),
      interval: comparison.interval.map { ($0.low, $0.high) })
    return .figure(
      ReportFigure(
        name: "ped-\(base.slug)",
        caption:
          "\(base.metricTitle) with PED (dot) against without (ring) on each dataset, largest "
          + "gain first.", setting: shownSetting, draw: chart.svg))
  }

  /// "−0.274 [−0.702, −0.045]".
  static func text(_ comparison: PairedComparison) -> String {
    let interval = comparison.interval.map {
      " " + Typeset.minus(IntervalText.text($0.low, $0.high))
    }
    return Typeset.fixed(comparison.meanDifference) + (interval ?? "")
  }

  /// The largest gain first; rows without one last, in order.
  private static func byEffect(_ rows: [PairedChart.Row]) -> [PairedChart.Row] {
    func gain(_ row: PairedChart.Row) -> Double {
      guard let before = row.before, let after = row.after else { return -.infinity }
      return after - before
    }
    return rows.enumerated().sorted { left, right in
      (gain(right.element), left.offset) < (gain(left.element), right.offset)
    }.map(\.element)
  }

  /// Over the rows that have both values.
  private static func mean(_ rows: [PairedChart.Row]) -> PairedChart.Row? {
    let whole = rows.filter { $0.before != nil && $0.after != nil }
    guard whole.count > 1 else { return nil }
    return PairedChart.Row(
      name: whole.count == rows.count ? "mean" : "mean of \(whole.count)",
      before: SampleStatistics.mean(whole.compactMap(\.before)),
      after: SampleStatistics.mean(whole.compactMap(\.after)))
  }

  /// One change at a time around the setting that is drawn.
  func forestFigures() -> [ReportDocument.Block] {
    guard let drawn else { return [] }
    return bases.prefix(Self.metricLimit).compactMap { base in
      let center = values(base, drawn)
      let near = grid.pedSettings(of: base).compactMap { setting in
        setting.ped?.singleChange(from: drawn).map { (setting, $0) }
      }
      guard (1...Self.changeLimit).contains(near.count) else { return nil }
      var rows = near.compactMap { setting, change -> ForestChart.Row? in
        let value = PEDParameters.shown(setting.ped?.value(of: change) ?? "")
        return Self.row(
          "\(PEDParameters.spoken(change)): \(PEDParameters.spoken(value))", center,
          grid.values(setting))
      }
      if let row = Self.row("no PED", center, grid.baseline(of: base), isReference: true) {
        rows.append(row)
      }
      let sorted = rows.sorted { ($1.mean, $0.name) < ($0.mean, $1.name) }
      let chart = ForestChart(
        title: "\(base.metricTitle) + PED: one change at a time",
        subtitle: "\(drawnSetting). Intervals are not corrected for the number of rows.",
        xName: "difference of \(grid.value.title) to that setting", rows: sorted)
      return .figure(
        ReportFigure(
          name: "changes-\(base.slug)",
          caption: "What each single change does to \(base.metricTitle) + PED. A "
            + "filled mark: the interval over datasets is without 0.", setting: drawnSetting,
          draw: chart.svg))
    }
  }

  static let changeLimit = 24

  private static func row(
    _ name: String, _ center: [Double?], _ values: [Double?], isReference: Bool = false
  ) -> ForestChart.Row? {
    guard let comparison = PairedComparison(center, values) else { return nil }
    let count = comparison.count < center.count ? " (\(comparison.count)/\(center.count))" : ""
    return ForestChart.Row(
      name: name + count, mean: comparison.meanDifference,
      interval: comparison.interval.map { ($0.low, $0.high) },
      byDataset: Differences.of(values, less: center).compactMap { $0 }, isReference: isReference)
  }
}
