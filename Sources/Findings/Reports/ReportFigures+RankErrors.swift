import Ledger
import Transferability
import Wording

/// Errors of the ranks as a matrix, and what they cost.
extension ReportData {
  /// Rank by accuracy less rank by score of each model on each dataset: above 0 the score puts the
  /// model too high.
  func rankErrors(_ scores: ReportScores) -> ReportDocument.Block? {
    let models = Set(scores.entries.flatMap(\.models)).sorted()
    let entries = Array(scores.entries.prefix(Self.datasetLimit))
    let ranks = entries.map { entry in
      Dictionary(uniqueKeysWithValues: zip(entry.models, ReportScores.Entry.ranks(entry.truth)))
    }
    // The best by mean rank first.
    let means = Dictionary(
      uniqueKeysWithValues: models.map { model in
        (model, SampleStatistics.mean(ranks.compactMap { $0[model] }) ?? .infinity)
      })
    let order = models.sorted { (means[$0] ?? 0, $0) < (means[$1] ?? 0, $1) }
    var panels: [HeatMap.Panel] = []
    let limit = Double(max(2, models.count / 2))
    if entries.contains(where: { $0.before != nil }) {
      panels.append(Self.errors(scores.base.metricTitle, entries, ranks, order, limit, \.before))
    }
    if entries.contains(where: { $0.after != nil }) {
      panels.append(
        Self.errors("\(scores.base.metricTitle) + PED", entries, ranks, order, limit, \.after))
    }
    guard !panels.isEmpty else { return nil }
    panels[0].barName = "← too low, too high →"
    var chart = HeatMap(
      title: "\(scores.base.metricTitle): ranks that each model is put too high (+) or too low (−)",
      subtitle: (shownSetting.isEmpty ? "" : shownSetting + ". ")
        + "Models by mean rank of accuracy, the best first.", yName: "",
      rows: order, panels: panels)
    chart.hasModels = true
    return .figure(
      ReportFigure(
        name: "rank-errors-\(scores.base.slug)",
        caption:
          "How many ranks \(scores.base.metricTitle) puts each model too high (+) or too low "
          + "(−) on each dataset.", setting: shownSetting, isWide: true, draw: chart.svg))
  }

  private static func errors(
    _ title: String, _ entries: [ReportScores.Entry], _ ranks: [[String: Double]],
    _ order: [String], _ limit: Double, _ scores: KeyPath<ReportScores.Entry, [Double]?>
  ) -> HeatMap.Panel {
    let columns = zip(entries, ranks).map { entry, truth -> [String: Double] in
      guard let values = entry[keyPath: scores] else { return [:] }
      let own = zip(entry.models, ReportScores.Entry.ranks(values))
      return Dictionary(uniqueKeysWithValues: own.map { ($0, (truth[$0] ?? $1) - $1) })
    }
    var panel = HeatMap.Panel(
      title: title, xName: "", columns: entries.map(\.dataset),
      values: order.map { model in columns.map { $0[model] } },
      palette: .diverging(limit: limit))
    panel.decimals = 0
    panel.isSigned = true
    return panel
  }

  /// What the model with the highest score loses against the best, by method.
  func regretFigure(_ scores: [ReportScores]) -> ReportDocument.Block? {
    let rows = scores.flatMap { one in
      [
        Self.regret(one.base.metricTitle, one, \.before),
        Self.regret("\(one.base.metricTitle) + PED", one, \.after),
      ].compactMap { $0 }
    }.sorted { ($0.mean, $0.name) < ($1.mean, $1.name) }
    guard !rows.isEmpty else { return nil }
    var chart = ForestChart(
      title: "What taking the model with the highest score loses",
      subtitle: (shownSetting.isEmpty ? "" : shownSetting + ". ")
        + "Accuracy of the best model less that of the pick, mean over datasets",
      xName: ReportScores.lossName(scores), rows: rows)
    chart.isSigned = false
    chart.decimals = 2
    return .figure(
      ReportFigure(
        name: "regret",
        caption:
          "Accuracy that a user loses who takes the model with the highest score, by method: "
          + "mean over datasets with its 95 % interval, and each dataset.",
        setting: shownSetting,
        draw: chart.svg))
  }

  private static func regret(
    _ name: String, _ scores: ReportScores, _ values: KeyPath<ReportScores.Entry, [Double]?>
  ) -> ForestChart.Row? {
    let regrets = scores.entries.compactMap { entry in
      entry[keyPath: values].flatMap { PickRegret.topPick(scores: $0, accuracies: entry.truth) }
    }
    guard let mean = SampleStatistics.mean(regrets) else { return nil }
    return ForestChart.Row(
      name: name, mean: mean,
      // Nothing loses less than nothing.
      interval: MeanInterval.interval(regrets).map { (max($0.low, 0), $0.high) },
      byDataset: regrets)
  }
}
