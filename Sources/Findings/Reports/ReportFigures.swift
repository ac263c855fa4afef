import Ledger

/// The figures of a report. Their number is bounded, however many runs there are.
enum ReportFigures {
  static let datasetLimit = 12
  static let metricLimit = 8

  /// With PED against without, per dataset, a figure per metric.
  static func comparisons(_ data: ReportData) -> [ReportDocument.Block] {
    guard let ped = data.drawn else { return [] }
    var blocks: [ReportDocument.Block] = []
    for method in data.methods.prefix(metricLimit) {
      let rows = data.datasets.map { dataset in
        PairedChart.Row(
          name: dataset, before: data.tau(method, nil, dataset),
          after: data.tau(method, ped, dataset))
      }
      let both = rows.filter { $0.before != nil && $0.after != nil }
      guard !both.isEmpty else { continue }
      let won = both.count { ($0.after ?? 0) > ($0.before ?? 0) }
      let lost = both.count { ($0.after ?? 0) < ($0.before ?? 0) }
      let chart = PairedChart(
        title: "\(method.name): with PED against without",
        subtitle: "higher on \(won), equal on \(both.count - won - lost), lower on \(lost) of "
          + "\(both.count) datasets",
        xName: "weighted tau", beforeName: method.name, afterName: method.name + " + PED",
        rows: rows)
      blocks.append(
        .figure(
          name: "ped-\(slug(method.name))", caption: "\(method.name) with and without PED.",
          svg: chart.svg()))
    }
    return blocks.isEmpty ? [] : [.heading("With PED and without")] + blocks
  }

  /// Marginal effects, and heat maps over the two parameters with most values.
  static func parameters(_ data: ReportData) -> [ReportDocument.Block] {
    let varied = SettingParameter.varied(data.settings)
    guard !varied.isEmpty else { return [] }
    let grid = ResultGrid(data.record.runs)
    var blocks: [ReportDocument.Block] = [.heading("Effect of the parameters")]
    blocks += ReportStatistics.variance(data)
    for method in data.methods.prefix(metricLimit) {
      if let figure = marginal(data, method, grid) { blocks.append(figure) }
      let axes = varied.sorted {
        let a = SettingParameter.values($0, data.settings).count
        let b = SettingParameter.values($1, data.settings).count
        return a != b ? a > b : $0 < $1
      }
      if axes.count >= 2 { blocks.append(heatMap(data, method, axes[0], axes[1])) }
    }
    return blocks
  }

  private static func marginal(
    _ data: ReportData, _ method: ReportData.Method, _ grid: ResultGrid
  ) -> ReportDocument.Block? {
    let base = MethodSetting(metric: method.metric, options: method.options)
    let panels = ReportStatistics.panels(grid, base)
    guard !panels.isEmpty else { return nil }
    let chart = IntervalChart(
      title: "\(method.name) + PED: marginal effects",
      subtitle: "over \(data.datasets.count) datasets and the other parameters",
      yName: "tau less its mean", panels: panels)
    return .figure(
      name: "marginal-\(slug(method.name))",
      caption:
        "Marginal effects on \(method.name) + PED: how far the mean at each value is from the "
        + "mean over all, with 95 % bootstrap intervals over datasets.", svg: chart.svg())
  }

  private static func heatMap(
    _ data: ReportData, _ method: ReportData.Method, _ x: String, _ y: String
  ) -> ReportDocument.Block {
    let columns = SettingParameter.values(x, data.settings)
    let rows = SettingParameter.values(y, data.settings)
    let values = rows.map { row in
      columns.map { column in
        let settings = data.settings.filter {
          SettingParameter.text(x, $0) == column && SettingParameter.text(y, $0) == row
        }
        return ReportData.mean(
          settings.flatMap { ped in data.datasets.compactMap { data.tau(method, ped, $0) } })
      }
    }
    let chart = HeatMap(
      title: "\(method.name) + PED: mean weighted tau",
      subtitle: "over \(data.datasets.count) datasets", xName: SettingParameter.spoken(x),
      yName: SettingParameter.spoken(y), columns: columns, rows: rows, values: values)
    return .figure(
      name: "heatmap-\(slug(method.name))",
      caption: "Mean weighted tau of \(method.name) + PED over \(SettingParameter.spoken(x)) and "
        + "\(SettingParameter.spoken(y)).", svg: chart.svg())
  }

  /// A name that is safe in a file name on any system.
  static func slug(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
      })
  }
}
