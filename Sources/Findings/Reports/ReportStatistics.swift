import Ledger
import Transferability

/// What the differences between methods and the effects of the parameters are worth.
enum ReportStatistics {
  /// Tests over datasets: every pair of methods, and mean ranks where there are enough of them.
  static func comparisons(_ data: ReportData) -> [ReportDocument.Block] {
    let statistics = ExperimentStatistics(data.record.runs, experiment: data.record.name)
    var blocks: [ReportDocument.Block] = []
    if !statistics.pairs.isEmpty {
      let rows = statistics.pairs.map { pair -> [ReportDocument.TableCell] in
        let found = pair.comparison
        let cells = [
          statistics.methods[pair.second], statistics.methods[pair.first],
          Printed.fixed(found.meanDifference),
          "[\(Printed.fixed(found.interval?.low)), \(Printed.fixed(found.interval?.high))]",
          "\(found.wins)/\(found.ties)/\(found.losses)", Printed.fixed(found.wilcoxon?.pValue),
          Printed.fixed(pair.adjusted),
        ]
        return cells.map { ReportDocument.TableCell(text: $0) }
      }
      blocks.append(
        .table(
          caption: "Differences of weighted tau over datasets, with 95 % bootstrap intervals; "
            + "p of Wilcoxon's signed-rank test, and after Holm's correction for all pairs.",
          header: [
            "method", "against", "difference", "95 % interval", "win/tie/loss", "p", "p (Holm)",
          ], rows: rows))
    }
    if let friedman = statistics.friedman { blocks.append(ranks(statistics.methods, friedman)) }
    return blocks.isEmpty ? [] : [.heading("Are the differences real?")] + blocks
  }

  private static func ranks(_ methods: [String], _ test: FriedmanTest) -> ReportDocument.Block {
    let caption =
      "Mean ranks over \(test.datasets) datasets (1 is best); bars join methods that Nemenyi's test "
      + "does not tell apart at 5 %. Friedman: chi-square \(Printed.fixed(test.statistic, 2)), "
      + "p \(Printed.fixed(test.pValue))."
    let chart = CriticalDifferenceChart(
      title: "Mean ranks of the methods", subtitle: "over \(test.datasets) datasets, Nemenyi, 5 %",
      methods: zip(methods, test.meanRanks).map { (name: $0, rank: $1) },
      criticalDifference: test.criticalDifference)
    return .figure(name: "critical-difference", caption: caption, svg: chart.svg())
  }

  /// Shares of the variance of tau, per metric.
  static func variance(_ data: ReportData) -> [ReportDocument.Block] {
    let grid = ResultGrid(data.record.runs)
    return grid.bases.prefix(ReportFigures.metricLimit).compactMap { base in
      guard let anova = FunctionalANOVA(grid, base: base), !anova.shares.isEmpty else { return nil }
      let kind =
        anova.isEstimate
        ? "an estimate, since the grid is not complete" : "exact, since the grid is complete"
      var rows = anova.shares.map {
        [$0.factors.joined(separator: " × "), Printed.fixed(100 * $0.share, 1) + " %"]
      }
      if let rest = anova.rest {
        rows.append(["higher order", Printed.fixed(100 * rest, 1) + " %"])
      }
      return .table(
        caption: "\(base.metricTitle) + PED: share of the variance of tau over \(anova.count) "
          + "results (functional ANOVA; \(kind)).",
        header: ["due to", "share"],
        rows: rows.map { row in row.map { ReportDocument.TableCell(text: $0) } })
    }
  }

  /// The panels of marginal effects: the mean at each value, with a bootstrap interval of how far it
  /// is from the mean of all values (differences between datasets cancel in that).
  static func panels(_ grid: ResultGrid, _ base: MethodSetting) -> [IntervalChart.Panel] {
    let effects = MarginalEffect.all(grid, base: base)
    var names: [String] = []
    for effect in effects where !names.contains(effect.parameter) { names.append(effect.parameter) }
    return names.map { name in
      let points = effects.filter { $0.parameter == name }.map { effect in
        IntervalChart.Point(
          label: effect.level, value: effect.effect, low: effect.effectInterval?.low,
          high: effect.effectInterval?.high)
      }
      return IntervalChart.Panel(name: SettingParameter.spoken(name), points: points)
    }
  }
}
