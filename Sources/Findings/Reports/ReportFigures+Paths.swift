import Ledger
import Transferability
import Wording

extension ReportData {
  /// The motion itself on the dataset where PED changes the first metric most: the best, the middle and
  /// the worst model by accuracy.
  func pathFigure(_ evidence: FeatureEvidence) throws -> ReportDocument.Block? {
    guard let drawn, let base = bases.first(where: hasBaseline),
      let scores = try ReportScores(self, base), let entry = mostChanged(base, scores)
    else { return nil }
    let order = entry.models.indices.sorted {
      (entry.truth[$1], entry.models[$0]) < (entry.truth[$0], entry.models[$1])
    }
    let picked = Set([0, order.count / 2, order.count - 1]).sorted().map { order[$0] }
    let models = try picked.map { index -> MotionChart.Model in
      let path = try evidence.path(entry.models[index], entry.dataset, drawn)
      let classes = path.places.first?.indices ?? 0..<0
      var model = MotionChart.Model(
        name: entry.models[index],
        note: "accuracy \(entry.accuracy(index)); shows "
          + "\(Typeset.fixed(100 * path.shownShare, 0)) % of the spread",
        paths: classes.map { one in path.places.map { $0[one] } }, before: path.gapsBefore,
        after: path.gapsAfter)
      model.radiiOnDemand = path.radii
      return model
    }
    let chart = MotionChart(
      title: "The motion on \(entry.dataset): class means and the gaps between them",
      subtitle: drawnSetting, models: models)
    var figure = ReportFigure(
      name: "motion-\(FileName.slug(entry.dataset))",
      caption:
        "Above, the ways of the class means in the plane in which they are spread most, on the "
        + "dataset where PED changes \(base.metricTitle) most; below, the distances of all pairs of "
        + "classes over the sum of their radii: below 1 they overlap; of those beyond the axis the shares before "
        + "and after are given.",
      setting: drawnSetting, isWide: true, draw: chart.svg)
    figure.hasBalls = true
    return .figure(figure)
  }

  private func mostChanged(
    _ base: MethodSetting, _ scores: ReportScores
  ) -> ReportScores.Entry? {
    let changes = Differences.of(values(base, drawn), less: values(base, nil))
    let sizes = Dictionary(
      uniqueKeysWithValues: zip(datasets, changes).map { ($0, abs($1 ?? 0)) })
    return scores.entries.max {
      (sizes[$0.dataset] ?? 0, $1.dataset) < (sizes[$1.dataset] ?? 0, $0.dataset)
    }
  }
}
