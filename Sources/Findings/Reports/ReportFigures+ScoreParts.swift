import Ledger
import Wording

/// Scores as they are, a figure a dataset: what a panel of ranks is made of.
extension ReportData {
  /// Of the datasets of the panels, each as a file of its own.
  func scoreFigures(_ scores: ReportScores) -> [ReportFigure] {
    scores.entries.prefix(Self.datasetLimit).map { entry in
      let panels = [
        panel(scores.base.metricTitle, entry, entry.before, entry.runBefore),
        panel("\(scores.base.metricTitle) + PED", entry, entry.after, entry.runAfter),
      ].compactMap { $0 }
      let chart = ScatterPanels(
        title: "\(scores.base.metricTitle) on \(entry.dataset): scores and accuracies",
        subtitle: shownSetting.isEmpty ? nil : shownSetting,
        yName: entry.isPercent ? "accuracy (%)" : "accuracy", panels: panels)
      return ReportFigure(
        name: "scores-\(FileName.slug(entry.dataset))", caption: "", setting: shownSetting,
        isWide: panels.count > 1, draw: chart.svg)
    }
  }

  private func panel(
    _ method: String, _ entry: ReportScores.Entry, _ scores: [Double]?, _ run: RecordedRun?
  ) -> ScatterPanels.Panel? {
    guard let scores else { return nil }
    let order = entry.models.indices.sorted {
      (entry.truth[$1], entry.models[$0]) < (entry.truth[$0], entry.models[$1])
    }
    let best = order.prefix(SlopeChart.highlighted).map { entry.models[$0] }
    let pick = entry.models.indices.filter { !scores[$0].isNaN }.max {
      (scores[$0], entry.models[$1]) < (scores[$1], entry.models[$0])
    }
    let found = run?.correlations
    let interval = IntervalText.text(found?.weightedTauLow, found?.weightedTauHigh)
    return ScatterPanels.Panel(
      title: method,
      note: "τw \(Typeset.fixed(found?.weightedTau)) \(Typeset.minus(interval)), "
        + "n = \(entry.models.count)" + (pick.map { "; first pick \(entry.models[$0])" } ?? ""),
      xName: "score of \(method)",
      models: entry.models.indices.map {
        ScatterPanels.Model(
          name: entry.models[$0], score: scores[$0], accuracy: entry.accuracies[$0])
      }, best: Set(best), pick: pick.map { entry.models[$0] })
  }
}
