import Ledger
import Wording

/// Figures of the models: where each score puts them, and where they belong.
extension ReportData {
  /// For each of the first metrics rank errors, ranks by dataset and, of the first metric, the three
  /// orders of each dataset; then what taking the top pick loses.
  func modelFigures() throws -> [ReportDocument.Block] {
    let scores = try bases.prefix(Self.metricLimit).compactMap { try ReportScores(self, $0) }
    var blocks = scores.prefix(Self.modelMetricLimit).flatMap { one in
      [rankErrors(one), rankPanels(one, withScores: one.base == scores.first?.base)]
        .compactMap { $0 }
    }
    if let first = scores.first {
      blocks += first.entries.prefix(Self.datasetLimit).map { slope(first.base, $0) }
    }
    if let regret = regretFigure(scores) { blocks.insert(regret, at: 0) }
    return blocks.isEmpty ? [] : [.heading("Which models are misplaced?")] + blocks
  }

  private static let modelMetricLimit = 4

  private func rankPanels(
    _ scores: ReportScores, withScores: Bool
  ) -> ReportDocument.Block {
    let panels = scores.entries.prefix(Self.datasetLimit).map { entry in
      let truth = ReportScores.Entry.ranks(entry.truth)
      let before = entry.before.map(ReportScores.Entry.ranks)
      let after = entry.after.map(ReportScores.Entry.ranks)
      return RankPanels.Panel(
        title: entry.dataset, note: tauNote(entry),
        models: entry.models.indices.map {
          RankPanels.Model(
            name: entry.models[$0], truth: truth[$0], before: before?[$0], after: after?[$0])
        })
    }
    let chart = RankPanels(
      title: "\(scores.base.metricTitle): ranks by score and by accuracy",
      subtitle: shownSetting, panels: Array(panels))
    var figure = ReportFigure(
      name: "ranks-\(scores.base.slug)",
      caption: "Ranks by \(scores.base.metricTitle) against ranks by accuracy, a row per model "
        + "(1 is best); on the dotted diagonal they agree.",
      setting: shownSetting,
      isWide: panels.count > 1, draw: chart.svg)
    if withScores {
      figure.parts = scoreFigures(scores)
      figure.partsTitle = "The scores themselves against accuracy, each dataset"
    }
    return .figure(figure)
  }

  /// "τw 0.733 → −0.308, n = 14".
  private func tauNote(_ entry: ReportScores.Entry) -> String {
    let taus = [entry.runBefore, entry.runAfter].compactMap { run in
      run.map { Typeset.fixed($0.correlations?.weightedTau) }
    }
    return "τw \(taus.joined(separator: " → ")), n = \(entry.models.count)"
  }

  private func slope(_ base: MethodSetting, _ entry: ReportScores.Entry) -> ReportDocument.Block {
    let truth = ReportScores.Entry.ranks(entry.truth)
    let before = ReportScores.Entry.ranks(entry.before ?? entry.after ?? [])
    let after = entry.before == nil ? nil : entry.after.map(ReportScores.Entry.ranks)
    let models = entry.models.indices.map { index in
      SlopeChart.Model(
        name: entry.models[index], before: before[index], truth: truth[index],
        after: after?[index], accuracy: entry.accuracy(index))
    }
    let first = entry.before == nil ? "\(base.metricTitle) + PED" : base.metricTitle
    func tau(_ run: RecordedRun?) -> String {
      "τw \(Typeset.fixed(run?.correlations?.weightedTau))"
    }
    let chart = SlopeChart(
      title: slopeTitle(base, entry, models),
      subtitle: shownSetting.isEmpty ? nil : shownSetting, models: models,
      heads: (
        [first, tau(entry.runBefore ?? entry.runAfter)], ["accuracy", "n = \(models.count)"],
        ["\(base.metricTitle) + PED", tau(entry.runAfter)]
      ))
    return .figure(
      ReportFigure(
        name: "orders-\(FileName.slug(entry.dataset))",
        caption: "Models of \(entry.dataset) by \(first)"
          + (after == nil ? " and by accuracy" : ", by accuracy and by \(base.metricTitle) + PED")
          + "; the \(min(SlopeChart.highlighted, models.count)) best stand out, in orange where the score moves them by a "
          + "quarter of the ranks or more.", setting: shownSetting, draw: chart.svg))
  }

  /// "photo_patches: LogME + PED puts the 3 best models 6th, 8th and 14th".
  private func slopeTitle(
    _ base: MethodSetting, _ entry: ReportScores.Entry, _ models: [SlopeChart.Model]
  ) -> String {
    let best = models.sorted { ($0.truth, $0.name) < ($1.truth, $1.name) }
      .prefix(SlopeChart.highlighted)
    let places = best.map { Self.ordinal(Int(($0.after ?? $0.before).rounded())) }
    let isMoved = entry.after != nil
    return
      "\(entry.dataset): \(base.metricTitle)\(isMoved ? " + PED" : "") puts the \(best.count) best "
      + "models \(listed(places))"
  }

  private static func ordinal(_ rank: Int) -> String {
    let ending =
      (11...13).contains(rank % 100)
      ? "th" : [1: "st", 2: "nd", 3: "rd"][rank % 10, default: "th"]
    return "\(rank)\(ending)"
  }
}
