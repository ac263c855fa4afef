import Ledger
import Transferability
import Wording

/// What the differences between methods and the effects of the parameters are worth.
extension ReportData {
  /// Tests over datasets: every pair of methods, and mean ranks where there are enough of them.
  func comparisonTables() -> [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = []
    if !statistics.pairs.isEmpty {
      blocks.append(
        .table(
          caption: "Differences of \(grid.value.title) over datasets, with 95 % bootstrap "
            + "intervals; p of Wilcoxon's signed-rank test, and after Holm's correction for all "
            + "\(counted(statistics.pairs.count, "pair")).", statistics.pairsTable))
    }
    if let friedman = statistics.friedman { blocks.append(ranks(statistics.methods, friedman)) }
    return blocks.isEmpty ? [] : [.heading("Are the differences real?")] + blocks
  }

  private func ranks(_ methods: [String], _ test: FriedmanTest) -> ReportDocument.Block {
    let caption =
      "Mean ranks over \(test.datasets) datasets (1 is best); bars join methods that Nemenyi's test "
      + "does not tell apart at 5 %. Friedman: chi-square \(Printed.fixed(test.statistic, decimals: 2)),"
      + " p \(Printed.fixed(test.pValue, decimals: 3))."
    let chart = CriticalDifferenceChart(
      title: "Mean ranks of the methods", subtitle: "over \(test.datasets) datasets, Nemenyi, 5 %",
      methods: zip(methods, test.meanRanks).map { (name: $0, rank: $1) },
      criticalDifference: test.criticalDifference)
    return .figure(name: "critical-difference", caption: caption, svg: chart.svg())
  }

  /// Shares of the variance of tau, per metric.
  func varianceTables() -> [ReportDocument.Block] {
    bases.prefix(Self.metricLimit).compactMap { base in
      statistics.varianceTable(base).map { .table(caption: $0.caption, $0.table) }
    }
  }

  /// The panels of marginal effects: how far the mean at each value is from the mean of all values
  /// (differences between datasets cancel in that), with bootstrap intervals.
  func effectPanels(_ effects: [MarginalEffect]) -> [IntervalChart.Panel] {
    var names: [String] = []
    for effect in effects where !names.contains(effect.parameter) { names.append(effect.parameter) }
    return names.map { name in
      let points = effects.filter { $0.parameter == name }.map { effect in
        IntervalChart.Point(
          label: PEDParameters.shown(effect.level), value: effect.effect,
          low: effect.effectInterval?.low, high: effect.effectInterval?.high)
      }
      return IntervalChart.Panel(name: PEDParameters.spoken(name), points: points)
    }
  }
}
