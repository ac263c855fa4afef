import Ledger
import Wording

extension ReportData {
  /// The mean difference to the metric without PED (or, where that was not run, to the mean of all
  /// settings) over datasets and the other parameters, over two parameters; nil with fewer than two.
  ///
  /// - Parameters:
  ///   - axes: nil, or parameters that do not vary: the two with most values.
  ///   - link: where a cell leads, by its setting (``cellSetting``).
  func parameterMap(
    _ base: MethodSetting, axes: ParameterAxes? = nil, link: ((PEDParameters) -> String?)? = nil
  ) -> ParameterMap? {
    let settings = grid.pedSettings(of: base)
    let factors = SettingFactors(settings.compactMap(\.ped))
    guard let (x, y) = Self.axes(factors, axes) else { return nil }
    let baseline = hasBaseline(base) ? grid.baseline(of: base) : averages(settings)
    let cells = ParameterCells(x: x, y: y, others: factors.factors, grid.datasets.count) {
      Differences.of(grid.values(settings[$0]), less: baseline)
    }
    let others = factors.factors.dropFirst(0).map(\.name).filter { $0 != x.name && $0 != y.name }
    let over =
      "over \(counted(datasets.count, "dataset"))"
      + (others.isEmpty ? "" : " and \(listed(others.map(PEDParameters.spoken)))")
    let reference = reference(base, baseline)
    let isBoxed = level(x) != nil && level(y) != nil
    let framed = drawn == .official ? "the official values" : drawnName
    let chart = HeatMap(
      title: title(base, cells, baseline),
      subtitle:
        "\(base.metricTitle) + PED: mean difference of \(grid.value.title) to \(reference), "
        + over + (isBoxed ? "; framed: \(framed)" : "")
        + (cells.isPartial ? "; n/m: over fewer datasets, and not counted above" : ""),
      yName: PEDParameters.spoken(y.name), rows: y.levels.map(PEDParameters.shown),
      panels: [panel(x, y, cells, links: link.map { links(settings, x, y, $0) } ?? [])])
    return ParameterMap(
      x: x.name, y: y.name, isComplete: factors.isComplete, chart: chart,
      caption:
        "Mean difference of \(grid.value.title) of \(base.metricTitle) + PED to \(reference) "
        + "over \(PEDParameters.spoken(x.name)) and \(PEDParameters.spoken(y.name)), \(over).",
      notes: cells.notes)
  }

  private func panel(
    _ x: SettingFactors.Factor, _ y: SettingFactors.Factor, _ cells: ParameterCells,
    links: [[String?]]
  ) -> HeatMap.Panel {
    var panel = HeatMap.Panel(
      xName: PEDParameters.spoken(x.name), columns: x.levels.map(PEDParameters.shown),
      values: cells.means,
      palette: .diverging(limit: CellPalette.limit(of: cells.means.joined().compactMap { $0 })))
    panel.isSigned = true
    panel.barName = "← worse, better →"
    panel.links = links
    if cells.isPartial { panel.partial = cells.coverage }
    if let column = level(x), let row = level(y) { panel.boxed = (row, column) }
    if drawn != .official { panel.boxName = drawnName }
    return panel
  }

  /// The level with the value of the setting that is drawn; nil where there is none, or levels are ranges.
  private func level(_ factor: SettingFactors.Factor) -> Int? {
    guard !factor.isBinned, let value = drawn?.value(of: factor.name) else { return nil }
    return factor.levels.firstIndex(of: value)
  }

  /// The mean over the settings that have a value, by dataset.
  private func averages(_ settings: [MethodSetting]) -> [Double?] {
    let values = settings.map(grid.values)
    return datasets.indices.map { index in
      SampleStatistics.mean(values.compactMap { $0[index] })
    }
  }

  private func reference(_ base: MethodSetting, _ baseline: [Double?]) -> String {
    guard hasBaseline(base) else { return "the mean of all settings" }
    let mean = SampleStatistics.mean(baseline.compactMap { $0 })
    return "\(base.metricTitle) without PED (\(Typeset.fixed(mean)))"
  }

  /// The finding: how many cells are better than no PED. Cells over fewer datasets do not count.
  private func title(
    _ base: MethodSetting, _ cells: ParameterCells, _ baseline: [Double?]
  ) -> String {
    guard hasBaseline(base) else { return "\(base.metricTitle) + PED over two parameters" }
    let whole = zip(cells.means.joined(), cells.coverage.joined()).filter { $0.1 == nil }
      .compactMap(\.0)
    guard !whole.isEmpty else {
      return "\(base.metricTitle) + PED: no cell is over all \(datasets.count) datasets"
    }
    let better = whole.count { $0 > Self.visible }
    let what = whole.count == 1 ? "cell" : "cells"
    return better == 0
      ? "No cell of \(whole.count) beats \(base.metricTitle) without PED"
      : "\(better) of \(whole.count) \(what) \(better == 1 ? "beats" : "beat") \(base.metricTitle) "
        + "without PED"
  }

  /// A difference that shows in the two decimals of a cell.
  private static let visible = 0.005
}
