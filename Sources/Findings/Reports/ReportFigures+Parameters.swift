import Ledger
import Transferability
import Wording

/// Figures of what the parameters do.
extension ReportData {
  /// Heat maps over the two parameters with most values, a curve for each parameter, shares of the
  /// variance.
  func parameterFigures(
    axes: ParameterAxes? = nil, link: ((PEDParameters) -> String?)? = nil
  ) -> [ReportDocument.Block] {
    guard settings.count > 1 else { return [] }
    let bases = bases.prefix(Self.metricLimit)
    let blocks =
      bases.compactMap { mapFigure($0, axes, link) } + bases.compactMap(sensitivityFigure)
      + bases.compactMap(varianceFigure)
    return blocks.isEmpty ? [] : [.heading("Effect of the parameters")] + blocks
  }

  private func mapFigure(
    _ base: MethodSetting, _ axes: ParameterAxes?, _ link: ((PEDParameters) -> String?)?
  ) -> ReportDocument.Block? {
    parameterMap(base, axes: axes, link: link).map { map in
      let columns = map.chart.panels.first?.columns.count ?? 0
      return .figure(
        ReportFigure(
          name: "heatmap-\(base.slug)",
          caption: ([map.caption] + map.notes).joined(separator: " "),
          isWide: columns > Self.screenLimit, isPageWide: columns > Self.columnLimit,
          draw: map.chart.svg))
    }
  }

  /// Columns of cells that half of a page on a screen holds.
  private static let screenLimit = 15

  /// Columns of cells that a column of a paper holds with their values.
  private static let columnLimit = 5

  private func sensitivityFigure(_ base: MethodSetting) -> ReportDocument.Block? {
    let baseline = hasBaseline(base) ? grid.baseline(of: base) : nil
    let effects = MarginalEffect.all(grid, base: base, baseline: baseline)
    let panels = sensitivityPanels(effects, isWhole: baseline != nil)
    guard !panels.isEmpty else { return nil }
    let reference = baseline == nil ? "its mean over all values" : "\(base.metricTitle) without PED"
    let chart = SensitivityChart(
      title: "\(base.metricTitle) + PED: effect of each parameter",
      subtitle: "difference of \(grid.value.title) to \(reference), over the values of the other "
        + "parameters", yName: "difference", zeroName: reference, panels: panels)
    var figure = ReportFigure(
      name: "sensitivity-\(base.slug)",
      caption:
        "\(base.metricTitle) + PED less \(reference) at each value of a parameter, over the "
        + "values of the others: mean over datasets with its 95 % interval, and each dataset."
        + MarginalEffect.notes(effects, datasets: datasets.count).map { " " + $0 }.joined(),
      isWide: panels.count > 2, draw: chart.svg)
    figure.parts = [marginalFigure(base)]
    figure.partsTitle = "The means themselves, in place of differences"
    return .figure(figure)
  }

  /// The mean result at each value of a parameter, with that of the metric without PED for comparison
  /// where both are over all datasets.
  private func marginalFigure(_ base: MethodSetting) -> ReportFigure {
    let effects = MarginalEffect.all(grid, base: base)
    let panels = sensitivityPanels(effects, isWhole: true)
    let without = values(base, nil).compactMap { $0 }
    let isWhole =
      without.count == datasets.count && effects.allSatisfy { $0.datasets == datasets.count }
    var chart = SensitivityChart(
      title: "\(base.metricTitle) + PED: mean at each value of a parameter",
      subtitle: "mean \(grid.value.title) over the values of the other parameters and the datasets",
      yName: "mean \(grid.value.title)", zeroName: "\(base.metricTitle) without PED",
      panels: panels)
    chart.zero = isWhole ? SampleStatistics.mean(without) : nil
    return ReportFigure(
      name: "marginal-\(base.slug)", caption: "", isWide: panels.count > 2, draw: chart.svg)
  }

  /// - Parameter isWhole: the means as they are, each dataset too, rather than less their mean over all
  ///   values.
  private func sensitivityPanels(
    _ effects: [MarginalEffect], isWhole: Bool
  ) -> [SensitivityChart.Panel] {
    var names: [String] = []
    for effect in effects where !names.contains(effect.parameter) { names.append(effect.parameter) }
    return names.map { name in
      let levels = effects.filter { $0.parameter == name }.map { effect in
        let mean = isWhole ? effect.mean : effect.effect
        let interval = isWhole ? effect.interval : effect.effectInterval
        return SensitivityChart.Level(
          label: PEDParameters.shown(effect.level), number: Double(effect.level), mean: mean,
          interval: interval.map { ($0.low, $0.high) },
          byDataset: isWhole ? effect.byDataset : [],
          isOfficial: effect.level == PEDParameters.official.value(of: name))
      }
      return SensitivityChart.Panel(name: PEDParameters.spoken(name), levels: levels)
    }
  }

  private func varianceFigure(_ base: MethodSetting) -> ReportDocument.Block? {
    guard let anova = FunctionalANOVA(grid, base: base) else { return nil }
    let shares = anova.shares.map { share in
      ShareBars.Row(
        name: share.factors.map(PEDParameters.spoken).joined(separator: " × "), share: share.share,
        kind: share.factors.count == 1
          ? share.factors[0] == "dataset" ? 1 : 0 : share.factors.contains("dataset") ? 2 : 3)
    }
    let rest = anova.rest.map { [ShareBars.Row(name: "higher order", share: $0, kind: 4)] } ?? []
    let rows = (shares + rest).enumerated().sorted { left, right in
      (right.element.share, left.offset) < (left.element.share, right.offset)
    }.map(\.element)
    let chart = ShareBars(
      title: "\(base.metricTitle) + PED: what the variance is due to",
      subtitle: "functional ANOVA over \(anova.count) results; \(anova.basis)",
      kinds: ["parameter", "dataset", "parameter × dataset", "parameter × parameter", "rest"],
      rows: Array(rows.prefix(Self.shareLimit)))
    let left = rows.count - Self.shareLimit
    return .figure(
      ReportFigure(
        name: "variance-\(base.slug)",
        caption: "Shares of the variance of \(grid.value.title) of \(base.metricTitle) + PED over "
          + "\(anova.count) results (functional ANOVA; \(anova.basis))."
          + (left > 0 ? " The \(left) smallest shares are not drawn." : ""), draw: chart.svg))
  }

  private static let shareLimit = 16
}
