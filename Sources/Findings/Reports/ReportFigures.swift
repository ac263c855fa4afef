import Ledger
import Transferability

/// The figures of a report. Their number is bounded, however many runs there are.
enum ReportFigures {
  static let datasetLimit = 12
  static let metricLimit = 8

  /// With PED against without, per dataset, a figure per metric.
  static func comparisons(_ data: ReportData) -> [ReportDocument.Block] {
    guard let ped = data.drawn else { return [] }
    let blocks = data.bases.prefix(metricLimit).compactMap { base -> ReportDocument.Block? in
      let rows = zip(data.datasets, zip(data.values(base, nil), data.values(base, ped))).map {
        PairedChart.Row(name: $0, before: $1.0, after: $1.1)
      }
      let comparison = PairedComparison(data.values(base, nil), data.values(base, ped))
      guard let comparison else { return nil }
      let interval = IntervalText.text(comparison.interval?.low, comparison.interval?.high)
      let chart = PairedChart(
        title: "\(base.metricTitle): with PED against without",
        subtitle: "mean difference \(Printed.fixed(comparison.meanDifference)) "
          + "\(Printed.minus(interval)); higher on \(comparison.wins), equal on "
          + "\(comparison.ties), lower on \(comparison.losses) of "
          + ReportData.count(comparison.count, "dataset"),
        xName: data.grid.value.title, beforeName: base.metricTitle,
        afterName: base.metricTitle + " + PED", rows: rows)
      return .figure(
        name: "ped-\(slug(base))", caption: "\(base.metricTitle) with and without PED.",
        svg: chart.svg())
    }
    return blocks.isEmpty ? [] : [.heading("With PED and without")] + blocks
  }

  /// Marginal effects, and heat maps over the two parameters with most values.
  static func parameters(_ data: ReportData) -> [ReportDocument.Block] {
    guard data.settings.count > 1 else { return [] }
    var blocks: [ReportDocument.Block] = [.heading("Effect of the parameters")]
    blocks += ReportStatistics.variance(data)
    for base in data.bases.prefix(metricLimit) {
      if let figure = marginal(data, base) { blocks.append(figure) }
      if let figure = heatMap(data, base) {
        blocks.append(
          .figure(
            name: "heatmap-\(slug(base))",
            caption: "Mean \(data.grid.value.title) of \(base.metricTitle) + PED over "
              + "\(figure.chart.xName) and \(figure.chart.yName).", svg: figure.chart.svg()))
      }
    }
    return blocks
  }

  private static func marginal(
    _ data: ReportData, _ base: MethodSetting
  ) -> ReportDocument.Block? {
    let panels = ReportStatistics.panels(data.grid, base)
    guard !panels.isEmpty else { return nil }
    let chart = IntervalChart(
      title: "\(base.metricTitle) + PED: marginal effects",
      subtitle: "over \(ReportData.count(data.datasets.count, "dataset")) and the other parameters",
      yName: "tau less its mean", panels: panels)
    return .figure(
      name: "marginal-\(slug(base))",
      caption:
        "Marginal effects on \(base.metricTitle) + PED: how far the mean at each value is from the "
        + "mean over all, with 95 % bootstrap intervals over datasets.", svg: chart.svg())
  }

  struct ParameterMap {
    /// Names of parameters.
    let x: String
    let y: String
    let isComplete: Bool
    let chart: HeatMap
  }

  /// The mean over datasets and the other parameters, over the two parameters with most values; nil
  /// with fewer than two.
  static func heatMap(_ data: ReportData, _ base: MethodSetting) -> ParameterMap? {
    let settings = data.grid.pedSettings(of: base)
    let factors = SettingFactors(settings.compactMap(\.ped))
    let widest = factors.factors.sorted { ($1.levels.count, $0.name) < ($0.levels.count, $1.name) }
    guard widest.count >= 2 else { return nil }
    let (x, y) = (widest[0], widest[1])
    var sums = y.levels.map { _ in x.levels.map { _ in (sum: 0.0, count: 0) } }
    for (index, setting) in settings.enumerated() {
      for value in data.grid.values(setting).compactMap({ $0 }) {
        sums[y.codes[index]][x.codes[index]].sum += value
        sums[y.codes[index]][x.codes[index]].count += 1
      }
    }
    let chart = HeatMap(
      title: "\(base.metricTitle) + PED: mean \(data.grid.value.title)",
      subtitle: "over \(ReportData.count(data.datasets.count, "dataset"))",
      xName: PEDParameters.spoken(x.name), yName: PEDParameters.spoken(y.name),
      columns: x.levels.map(PEDParameters.shown), rows: y.levels.map(PEDParameters.shown),
      values: sums.map { row in row.map { $0.count > 0 ? $0.sum / Double($0.count) : nil } })
    return ParameterMap(x: x.name, y: y.name, isComplete: factors.isComplete, chart: chart)
  }

  static func slug(_ base: MethodSetting) -> String {
    let options = SettingColumns.joined(base.options)
    return slug(options.isEmpty ? base.metric : "\(base.metric) \(options)")
  }

  /// A name that is safe in a file name on any system.
  static func slug(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
      })
  }
}
