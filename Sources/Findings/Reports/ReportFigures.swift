import Ledger
import Transferability
import Wording

/// The figures of a report. Their number is bounded, however many runs there are.
extension ReportData {
  static let datasetLimit = 12
  static let metricLimit = 8

  /// With PED against without, per dataset, a figure per metric.
  func pairedFigures() -> [ReportDocument.Block] {
    guard let ped = drawn else { return [] }
    let blocks = bases.prefix(Self.metricLimit).compactMap { base -> ReportDocument.Block? in
      let rows = zip(datasets, zip(values(base, nil), values(base, ped))).map {
        PairedChart.Row(name: $0, before: $1.0, after: $1.1)
      }
      let comparison = PairedComparison(values(base, nil), values(base, ped))
      guard let comparison else { return nil }
      let interval = IntervalText.text(comparison.interval?.low, comparison.interval?.high)
      let chart = PairedChart(
        title: "\(base.metricTitle): with PED against without",
        subtitle: "mean difference \(Typeset.fixed(comparison.meanDifference)) "
          + "\(Typeset.minus(interval)); higher on \(comparison.wins), equal on "
          + "\(comparison.ties), lower on \(comparison.losses) of "
          + counted(comparison.count, "dataset"),
        xName: grid.value.title, beforeName: base.metricTitle,
        afterName: base.metricTitle + " + PED", rows: rows)
      return .figure(
        name: "ped-\(base.slug)", caption: "\(base.metricTitle) with and without PED.",
        svg: chart.svg())
    }
    return blocks.isEmpty ? [] : [.heading("With PED and without")] + blocks
  }

  /// Marginal effects, and heat maps over the two parameters with most values.
  func parameterFigures() -> [ReportDocument.Block] {
    guard settings.count > 1 else { return [] }
    var blocks: [ReportDocument.Block] = [.heading("Effect of the parameters")]
    blocks += varianceTables()
    for base in bases.prefix(Self.metricLimit) {
      if let figure = marginalFigure(base) { blocks.append(figure) }
      if let figure = parameterMap(base) {
        blocks.append(
          .figure(
            name: "heatmap-\(base.slug)",
            caption: "Mean \(grid.value.title) of \(base.metricTitle) + PED over "
              + "\(figure.chart.xName) and \(figure.chart.yName)."
              + figure.notes.map { " " + $0 }.joined(), svg: figure.chart.svg()))
      }
    }
    return blocks
  }

  private func marginalFigure(_ base: MethodSetting) -> ReportDocument.Block? {
    let effects = MarginalEffect.all(grid, base: base)
    let panels = effectPanels(effects)
    guard !panels.isEmpty else { return nil }
    let chart = IntervalChart(
      title: "\(base.metricTitle) + PED: marginal effects",
      subtitle: "over \(counted(datasets.count, "dataset")) and the other parameters",
      yName: "tau less its mean", panels: panels)
    return .figure(
      name: "marginal-\(base.slug)",
      caption:
        "Marginal effects on \(base.metricTitle) + PED: how far the mean at each value is from the "
        + "mean over all, with 95 % bootstrap intervals over datasets."
        + MarginalEffect.notes(effects, datasets: datasets.count).map { " " + $0 }.joined(),
      svg: chart.svg())
  }

  struct ParameterMap {
    /// Names of parameters.
    let x: String
    let y: String
    let isComplete: Bool
    let chart: HeatMap
    /// What the cells are over, where it is not the same everywhere.
    let notes: [String]
  }

  /// The mean over datasets and the other parameters, over the two parameters with most values; nil
  /// with fewer than two.
  func parameterMap(_ base: MethodSetting) -> ParameterMap? {
    let settings = grid.pedSettings(of: base)
    let factors = SettingFactors(settings.compactMap(\.ped))
    let widest = factors.factors.sorted { ($1.levels.count, $0.name) < ($0.levels.count, $1.name) }
    guard widest.count >= 2 else { return nil }
    let (x, y) = (widest[0], widest[1])
    let cells = ParameterCells(x: x, y: y, others: factors.factors, grid.datasets.count) {
      grid.values(settings[$0])
    }
    var chart = HeatMap(
      title: "\(base.metricTitle) + PED: mean \(grid.value.title)",
      subtitle: "over \(counted(datasets.count, "dataset"))",
      xName: PEDParameters.spoken(x.name), yName: PEDParameters.spoken(y.name),
      columns: x.levels.map(PEDParameters.shown), rows: y.levels.map(PEDParameters.shown),
      values: cells.means)
    if cells.isPartial { chart.partial = cells.coverage }
    return ParameterMap(
      x: x.name, y: y.name, isComplete: factors.isComplete, chart: chart, notes: cells.notes)
  }
}
