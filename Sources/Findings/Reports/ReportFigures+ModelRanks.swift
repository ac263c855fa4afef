import Ledger

extension ReportData {
  /// How stable the order of the models is: by the mean of their ranks by score, when the datasets are
  /// drawn anew; nil with fewer than three datasets or a model that is not on all.
  func modelRanks(_ scores: ReportScores) -> ReportDocument.Block? {
    let models = Set(scores.entries.flatMap(\.models)).sorted()
    let rows = scores.entries.map { entry -> [Double?] in
      let ranks = (entry.after ?? entry.before).map(ReportScores.Entry.ranks) ?? []
      let known = Dictionary(uniqueKeysWithValues: zip(entry.models, ranks))
      // The first rank is the best, and the largest mean.
      return models.map { model in known[model].map { -$0 } }
    }
    guard let stability = RankStability(rows) else { return nil }
    let title =
      scores.base.metricTitle + (scores.entries.contains { $0.after != nil } ? " + PED" : "")
    let blobs = zip(models, stability.shares).map { RankBlobChart.Row(name: $0, shares: $1) }
      .sorted { ($0.meanRank, $0.name) < ($1.meanRank, $1.name) }
    let chart = RankBlobChart(
      title: "\(title): how stable the order of the models is",
      subtitle: "ranks by mean rank of the score when the \(stability.datasets) datasets are drawn "
        + "anew 10,000 times; area: share of the draws; line: median", rows: blobs)
    return .figure(
      ReportFigure(
        name: "model-stability-\(scores.base.slug)",
        caption: "Ranks of the models by their mean rank by \(title) over bootstrap draws of the "
          + "\(stability.datasets) datasets.", setting: shownSetting, draw: chart.svg))
  }
}
