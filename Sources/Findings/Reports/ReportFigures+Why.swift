import Ledger
import Transferability
import Wording

extension ReportData {
  /// Beside each other, model by dataset: how much of the variance that PED sees is from units dead
  /// on the model's source data, and how many ranks the score gains with PED.
  func whyFigure(_ shares: [String: [String: Double]]) throws -> ReportDocument.Block? {
    guard let base = bases.first(where: hasBaseline), hasShown,
      let scores = try ReportScores(self, base)
    else { return nil }
    let entries = scores.entries.prefix(Self.datasetLimit).filter {
      $0.before != nil && $0.after != nil && shares[$0.dataset] != nil
    }
    guard !entries.isEmpty else { return nil }
    let gains = entries.map(Self.ranksGained)
    let pairs = zip(entries, gains).flatMap { entry, gains in
      entry.models.compactMap { model in
        shares[entry.dataset]?[model].flatMap { share in gains[model].map { (share, $0) } }
      }
    }
    let rho = LinearCorrelation.spearman(pairs.map(\.0), pairs.map(\.1))
    let order = Self.byShare(Set(entries.flatMap(\.models)).sorted(), shares)
    let chart = whyChart(base, Array(entries), gains, shares, order, rho, pairs.count)
    return .figure(
      ReportFigure(
        name: "why",
        caption: "Left, the share of the rescaled variance that is from units dead on the model's "
          + "source data (standard deviation below PED's floor), in percent; right, the ranks that "
          + "each model gains by \(base.metricTitle) with PED. Spearman's rho of the two over "
          + "\(counted(pairs.count, "pair")) of model and dataset: \(Typeset.fixed(rho, 2)).",
        setting: shownSetting, isWide: true, draw: chart.svg))
  }

  private func whyChart(
    _ base: MethodSetting, _ entries: [ReportScores.Entry], _ gains: [[String: Double]],
    _ shares: [String: [String: Double]], _ order: [String], _ rho: Double, _ count: Int
  ) -> HeatMap {
    var left = HeatMap.Panel(
      title: "% of variance from dead units", xName: "", columns: entries.map(\.dataset),
      values: order.map { model in
        entries.map { shares[$0.dataset]?[model].map { 100 * $0 } }
      }, palette: .rising(to: 100))
    left.decimals = 0
    left.barName = "%"
    var right = HeatMap.Panel(
      title: "ranks gained by \(base.metricTitle) with PED", xName: "",
      columns: entries.map(\.dataset), values: order.map { model in gains.map { $0[model] } },
      palette: .diverging(limit: Double(max(2, order.count / 2))))
    right.decimals = 0
    right.isSigned = true
    right.barName = "← falls, rises →"
    // Of few pairs, chance alone reaches as much.
    let isClear = abs(rho) > max(0.3, 2 / Double(max(count - 1, 1)).squareRoot())
    let tendency = isClear ? rho > 0 ? "rise" : "fall" : "show no clear tendency"
    var chart = HeatMap(
      title: "With PED, models whose variance is from dead units \(tendency)",
      subtitle: "Spearman's rho \(Typeset.fixed(rho, 2)) over \(counted(count, "pair")). "
        + shownSetting, yName: "", rows: order, panels: [left, right])
    chart.hasModels = true
    return chart
  }

  /// The rank without PED less the rank with it.
  private static func ranksGained(_ entry: ReportScores.Entry) -> [String: Double] {
    guard let before = entry.before, let after = entry.after else { return [:] }
    let (from, to) = (ReportScores.Entry.ranks(before), ReportScores.Entry.ranks(after))
    return Dictionary(
      uniqueKeysWithValues: entry.models.indices.map { (entry.models[$0], from[$0] - to[$0]) })
  }

  /// The models with the smallest mean share first.
  private static func byShare(
    _ models: [String], _ shares: [String: [String: Double]]
  ) -> [String] {
    let means = models.map { model in
      SampleStatistics.mean(shares.keys.sorted().compactMap { shares[$0]?[model] }) ?? .infinity
    }
    return zip(models, means).sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }
}
