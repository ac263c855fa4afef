import Transferability
import Wording

/// The audit as a page, the answer first.
extension HubAudit {
  /// One sentence: what a metric has to beat here.
  package var verdict: String {
    guard let mean = staticRanker.mean else {
      return "\(name): a list cannot be judged, because fewer than two datasets share models."
    }
    guard let meanChance else {
      guard table.models.count < 3 else {
        return "\(name): a list cannot be judged, because on some dataset all accuracies are equal."
      }
      return
        "\(name): a list cannot be judged over \(counted(table.models.count, "model")); it takes 3."
    }
    let interval = staticRanker.interval.map { " " + IntervalText.text($0.low, $0.high) } ?? ""
    let value =
      "a list that never sees its target reaches a mean weighted tau of "
      + "\(Printed.fixed(mean, decimals: 3))\(interval)"
    let bar =
      "; the mean of a random order for each dataset reaches "
      + "\(Printed.fixed(meanChance, decimals: 2)) one time in twenty"
    return mean > meanChance
      ? "\(name) hardly tells a metric from a fixed list: \(value)\(bar). A metric has to beat the list."
      : "\(name) can tell metrics apart from a fixed list: \(value)\(bar)."
  }

  /// The audit for people.
  package var document: ReportDocument {
    var document = ReportDocument(title: "Audit of \(name)")
    document.blocks = [
      .paragraph(verdict),
      .paragraph(
        "\(counted(table.models.count, "model")), \(counted(table.datasets.count, "dataset"))"
          + (table.isComplete ? "" : "; not every pair has an accuracy") + "."),
      .heading("Checklist"),
      .table(caption: "The points of arXiv 2510.06448.", checklistTable),
      .heading("Bars"), .list(bars), .heading("Datasets"),
      .table(
        caption: "The static ranker ranks by the mean rank on the other datasets.", datasetTable),
    ]
    let best = winners.map { "\($0.model) (\($0.datasets))" }
    document.blocks += [
      .heading("Winners"), .paragraph("Best of a dataset: \(listed(best, limit: 40))."),
    ]
    if !parts.isEmpty {
      document.blocks += [
        .heading("Parts"),
        .list(
          parts.map {
            "\($0.name), \(counted($0.models, "model")): static ranker \(Printed.fixed($0.tau, decimals: 3))"
          }),
      ]
    }
    return document
  }

  private var checklistTable: TextTable {
    TextTable(
      header: ["point", "answer", "because"],
      rows: checklist.map { [$0.question, $0.answer.rawValue, $0.detail] }, leftAligned: 3)
  }

  private var bars: [String] {
    var bars: [String] = []
    if let mean = staticRanker.mean {
      bars.append(
        "Static ranker: mean weighted tau \(Printed.fixed(mean, decimals: 3)), 95 % interval over datasets "
          + IntervalText.text(staticRanker.interval?.low, staticRanker.interval?.high) + ".")
    }
    if let chance {
      bars.append(
        "Chance with \(counted(chance.models, "model")): one random order in twenty reaches "
          + "\(Printed.fixed(chance.p95, decimals: 2)) on a dataset, the mean over the datasets "
          + "\(Printed.fixed(meanChance, decimals: 2)); the best of \(chance.orders) "
          + "independent orders has a median of \(Printed.fixed(chance.bestMedian, decimals: 2)).")
    }
    if let ceiling {
      bars.append(
        "Noise ceiling: another draw of the accuracies has a mean weighted tau of "
          + "\(Printed.fixed(ceiling.mean, decimals: 3)) with these (noise: \(ceiling.source.title)"
          + "\(partialNoise.map { ", \($0)" } ?? ""))."
      )
    } else {
      bars.append("Noise ceiling: not known; \(unknownNoise).")
    }
    for (order, tau) in orders {
      bars.append("Order by \(order.title): mean weighted tau \(Printed.fixed(tau, decimals: 3)).")
    }
    return bars
  }

  private var datasetTable: TextTable {
    let rows = zip(spreads, staticRanker.taus).map { spread, tau in
      [
        spread.dataset, "\(spread.models)", Printed.fixed(Optional(spread.best), decimals: 3),
        Printed.fixed(Optional(spread.range), decimals: 3),
        Printed.fixed(Optional(spread.gap), decimals: 3),
        Printed.fixed(spread.noise, decimals: 3), Printed.fixed(tau, decimals: 3),
      ]
    }
    return TextTable(
      header: ["dataset", "models", "best", "spread", "best - second", "noise", "static ranker"],
      rows: rows)
  }
}
