import Ledger
import Transferability
import Wording

/// How fast rankings settle with the rows of each class that they are computed from.
extension ReportData {
  /// For an experiment with `samples_per_class`: agreement with the order from the most rows, and the result
  /// by rows; a panel for each metric. Where nothing can be compared, a sentence says why.
  func sampleFigures() throws -> [ReportDocument.Block] {
    let sampled = bases.filter { $0.samplesPerClass != nil }
    guard !sampled.isEmpty else { return [] }
    let wanted = Array(Self.fromAllRows(bases).prefix(Self.metricLimit))
    let found = try wanted.compactMap { try SampleSettling(record, settlingMethod($0)) }
    let missing = wanted.filter { base in
      !found.contains { $0.setting.with(nil) == base }
    }.map(unsettled)
    let heading = ReportDocument.Block.heading("How many rows are enough?")
    let notes = missing.map { ReportDocument.Block.paragraph($0) }
    guard !found.isEmpty else { return [heading] + notes }
    return [
      heading,
      settlingFigure(
        found, name: "settling-order",
        caption:
          "Kendall's tau of the order of the models from so many rows of each class with the "
          + "order from \(Self.most(found)): mean over datasets (each the mean over its seeds) with "
          + "its 95 % interval, and each dataset. \(Self.enough(found))",
        yName: "agreement (Kendall's tau)", zeroName: "an unrelated order",
        levels: Self.agreement),
      settlingFigure(
        found, name: "settling-\(FileName.slug(grid.value.name))",
        caption:
          "\(grid.value.sentenceTitle) from so many rows of each class\(Self.atTheEnd(found)): mean "
          + "over datasets with its 95 % interval, and each dataset.",
        yName: grid.value.title, zeroName: "no correlation", levels: results),
    ] + notes
  }

  /// Each metric once, as it is computed from all rows, in order.
  private static func fromAllRows(_ bases: [MethodSetting]) -> [MethodSetting] {
    bases.reduce(into: []) { found, base in
      if !found.contains(base.fromAllRows) { found.append(base.fromAllRows) }
    }
  }

  /// Without PED where any rows were scored so, else with the setting that is drawn.
  private func settlingMethod(_ base: MethodSetting) -> MethodSetting {
    let isPlain = bases.contains { $0.fromAllRows == base && hasBaseline($0) }
    return isPlain ? base : Self.with(base, drawn)
  }

  /// Why a metric has no panel.
  private func unsettled(_ base: MethodSetting) -> String {
    let sizes = bases.filter { $0.fromAllRows == base }
      .map { $0.samplesPerClass.map(String.init) ?? "all" }
    return sizes.count < 2
      ? "\(base.metricTitle) was run from \(sizes.joined()) rows of each class only: how fast its ranking "
        + "settles needs another size, or all, in `samples_per_class`."
      : "\(base.metricTitle) has no dataset with scores from each number of rows "
        + "(\(sizes.joined(separator: ", "))): how fast its ranking settles is not drawn."
  }

  /// What orders are compared with: "all rows".
  private static func most(_ found: [SampleSettling]) -> String {
    let sizes = Set(found.map(\.most))
    if sizes == [nil] { return "all rows" }
    let texts = sizes.compactMap { $0 }.sorted().map(String.init)
    let sampled =
      "\(texts.joined(separator: " or ")) rows of each class of the same seed, the most that were run (all "
      + "rows were not)"
    return sizes.contains(nil) ? "all rows, or \(sampled)" : sampled
  }

  private static func atTheEnd(_ found: [SampleSettling]) -> String {
    found.contains { $0.most == nil } ? ", and from all (at the right end)" : ""
  }

  private func settlingFigure(
    _ found: [SampleSettling], name: String, caption: String, yName: String, zeroName: String,
    levels: (SampleSettling) -> [SensitivityChart.Level]
  ) -> ReportDocument.Block {
    let chart = SensitivityChart(
      title: "How fast the ranking settles", subtitle: "by rows of each class", yName: yName,
      zeroName: zeroName,
      panels: found.map {
        SensitivityChart.Panel(name: "\($0.setting.title): rows per class", levels: levels($0))
      })
    return .figure(
      ReportFigure(
        name: name, caption: caption, setting: "", isWide: found.count > 2, draw: chart.svg))
  }

  private static func agreement(_ found: SampleSettling) -> [SensitivityChart.Level] {
    found.levels.map { level(Optional($0.perClass), Double($0.perClass), $0.agreement) }
  }

  /// Over the datasets that all levels have; "all" is drawn a step beyond the most rows.
  private func results(_ found: SampleSettling) -> [SensitivityChart.Level] {
    let sizes = found.levels.map(\.perClass) + (found.most.map { [$0] } ?? [])
    let last = Double(sizes.last ?? 1)
    let step = sizes.count > 1 ? last / Double(sizes[sizes.count - 2]) : 2
    let all: [(size: Int?, place: Double)] = found.most == nil ? [(nil, last * step)] : []
    let places: [(size: Int?, place: Double)] = sizes.map { ($0, Double($0)) } + all
    return places.compactMap { size, place in
      var setting = found.setting
      setting.samplesPerClass = size
      let values = found.datasets.compactMap { grid.entry(setting, $0)?.mean }
      guard values.count == found.datasets.count else { return nil }
      return Self.level(size, place, values)
    }
  }

  private static func level(
    _ size: Int?, _ place: Double, _ values: [Double]
  ) -> SensitivityChart.Level {
    let interval = MeanInterval.interval(values)
    return SensitivityChart.Level(
      label: size.map(String.init) ?? "all", number: place,
      mean: values.reduce(0, +) / Double(values.count),
      interval: interval.map { ($0.low, $0.high) },
      byDataset: values, isOfficial: false)
  }

  /// "LogME: from 50 rows of each class on ..."
  private static func enough(_ found: [SampleSettling]) -> String {
    let settled = Printed.exact(SampleSettling.settled)
    return found.map { one in
      let title = one.setting.title
      guard let rows = one.enough, let level = one.levels.first(where: { $0.perClass == rows })
      else {
        return "\(title): not even \(one.levels.last?.perClass ?? 0) rows of each class reach "
          + "\(settled) in the mean."
      }
      return
        "\(title): from \(rows) rows of each class on the mean is at least \(settled); the least "
        + "of any dataset and seed there is \(Printed.fixed(level.least, decimals: 2))."
    }.joined(separator: " ")
  }
}
