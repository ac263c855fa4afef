import Ledger
import Transferability
import Wording

/// What the differences between methods are worth.
extension ReportData {
  /// Tests over datasets: every pair of methods, mean ranks where there are enough of them, and how
  /// stable the order is.
  func comparisonTables() -> [ReportDocument.Block] {
    var blocks: [ReportDocument.Block] = []
    if !statistics.pairs.isEmpty {
      blocks.append(
        .table(
          caption: "Differences of \(grid.value.title) over datasets, with 95 % "
            + "intervals (Student's t); p of Wilcoxon's signed-rank test, and after Holm's "
            + "correction for all "
            + "\(counted(statistics.pairs.count, "pair")).", statistics.pairsTable))
    }
    blocks += (statistics.comparisonNotes + statistics.powerNotes).map { .paragraph($0) }
    if let friedman = statistics.friedman { blocks.append(ranks(statistics.methods, friedman)) }
    if let stability = RankStability(statistics.values) { blocks.append(blobs(stability)) }
    return blocks.isEmpty ? [] : [.heading("Are the differences real?")] + blocks
  }

  private func ranks(_ methods: [String], _ test: FriedmanTest) -> ReportDocument.Block {
    let text =
      "Friedman: chi-square \(Printed.fixed(test.statistic, decimals: 2)), p "
      + (test.pValue < 0.001 ? "below 0.001." : "\(Printed.fixed(test.pValue, decimals: 3)).")
    var chart = CriticalDifferenceChart(
      title: "Mean ranks of the methods",
      subtitle: "over \(test.datasets) datasets, Nemenyi, 5 %. \(text)",
      methods: zip(methods, test.meanRanks).map { (name: $0, rank: $1) },
      criticalDifference: test.criticalDifference)
    if chart.groups() == [0...(methods.count - 1)] {
      chart.title = "Mean ranks of the methods: no pair is told apart"
    }
    return .figure(
      ReportFigure(
        name: "critical-difference",
        caption: "Mean ranks over \(test.datasets) datasets (1 is best); bars join methods that "
          + "Nemenyi's test does not tell apart at 5 %. \(text)", isWide: true, draw: chart.svg))
  }

  private func blobs(_ stability: RankStability) -> ReportDocument.Block {
    let rows = zip(statistics.methods, stability.shares).map {
      RankBlobChart.Row(name: $0, shares: $1)
    }.sorted { ($0.meanRank, $0.name) < ($1.meanRank, $1.name) }
    let chart = RankBlobChart(
      title: "How stable the order of the methods is",
      subtitle:
        "ranks by mean \(grid.value.title) when the \(stability.datasets) datasets are drawn "
        + "anew 10,000 times; area: share of the draws; line: median", rows: rows)
    return .figure(
      ReportFigure(
        name: "rank-stability",
        caption: "Ranks of the methods by mean \(grid.value.title) over bootstrap draws of the "
          + "\(stability.datasets) datasets. A method spread over many ranks has its place by these "
          + "datasets only.", draw: chart.svg))
  }
}

extension RankBlobChart.Row {
  var meanRank: Double {
    shares.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
  }
}
