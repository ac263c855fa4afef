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
    var blocks: [ReportDocument.Block] = [.heading("Effect of the parameters")]
    for method in data.methods.prefix(metricLimit) {
      blocks.append(marginal(data, method, varied))
      let axes = varied.sorted {
        let a = SettingParameter.values($0, data.settings).count
        let b = SettingParameter.values($1, data.settings).count
        return a != b ? a > b : $0 < $1
      }
      if axes.count >= 2 { blocks.append(heatMap(data, method, axes[0], axes[1])) }
    }
    return blocks
  }

  /// Mean tau over datasets and the other parameters, with the interval mean ± 1.96 standard errors
  /// over datasets (each dataset's mean counts once, since its settings are not independent).
  private static func marginal(
    _ data: ReportData, _ method: ReportData.Method, _ varied: [String]
  ) -> ReportDocument.Block {
    let panels = varied.map { name in
      let groups = Dictionary(grouping: data.settings) { SettingParameter.text(name, $0) }
      let points = SettingParameter.values(name, data.settings).compactMap {
        value -> IntervalChart.Point? in
        let means = data.datasets.compactMap { dataset in
          ReportData.mean((groups[value] ?? []).compactMap { data.tau(method, $0, dataset) })
        }
        guard let mean = ReportData.mean(means) else { return nil }
        guard means.count > 1 else { return IntervalChart.Point(label: value, value: mean) }
        let squares = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let count = Double(means.count)
        let error = 1.96 * (squares / (count - 1) / count).squareRoot()
        return IntervalChart.Point(
          label: value, value: mean, low: mean - error, high: mean + error)
      }
      return IntervalChart.Panel(name: SettingParameter.spoken(name), points: points)
    }
    let chart = IntervalChart(
      title: "\(method.name) + PED: marginal effects",
      subtitle: "mean over \(data.datasets.count) datasets and the other parameters",
      yName: "weighted tau", panels: panels)
    return .figure(
      name: "marginal-\(slug(method.name))",
      caption: "Marginal effects on \(method.name) + PED; bars are ± 1.96 standard errors over "
        + "datasets.", svg: chart.svg())
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
