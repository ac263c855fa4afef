import Ledger
import Wording

/// Figures that need the evaluations: traces and scores.
extension ReportData {
  /// Energy and displacement per model on each dataset, and per setting on average.
  func motionFigures(
    datasets limit: Int = datasetLimit
  ) throws -> [ReportDocument.Block] {
    guard let ped = drawn else { return [] }
    // The motion does not depend on the metric: any metric's run has its trace.
    let runs = datasets.prefix(limit).compactMap { dataset in
      bases.lazy.compactMap { run($0, ped, dataset) }.first
    }
    let setting = ped.phrase(PEDParameters.numericNames)
    var blocks: [ReportDocument.Block] = []
    try record.forEachRun(of: runs) { run, evaluations in
      let dataset = run.specification.dataset
      let moved = evaluations.filter { !$0.trace.isEmpty }
      guard !moved.isEmpty else { return }
      let energy = LineChart(
        title: "Potential energy on \(dataset)", subtitle: setting, xName: "step",
        yName: "energy / energy at step 0",
        series: moved.map { .init(name: $0.model, points: relativeEnergy($0.trace)) }.filter {
          !$0.points.isEmpty
        })
      let displacement = LineChart(
        title: "Displacement on \(dataset)", subtitle: setting, xName: "step",
        yName: "displacement",
        series: moved.map {
          .init(
            name: $0.model,
            points: $0.trace.dropFirst().map { (Double($0.step), $0.displacement) })
        })
      blocks.append(
        .figure(
          name: "energy-\(FileName.slug(dataset))",
          caption: "Potential energy of each model on \(dataset).\(Self.notDrawn(evaluations))",
          svg: energy.svg()))
      blocks.append(
        .figure(
          name: "displacement-\(FileName.slug(dataset))",
          caption: "Displacement of the class means in each step on \(dataset).",
          svg: displacement.svg()))
    }
    if let figure = try energyBySetting() { blocks.insert(figure, at: 0) }
    return blocks.isEmpty ? [] : [.heading("Motion")] + blocks
  }

  /// The mean relative energy over models of the first dataset: the setting that is drawn, and those
  /// that differ from it in one parameter (where there is none, of all settings), at most 14.
  private func energyBySetting() throws -> ReportDocument.Block? {
    guard settings.count > 1, let dataset = datasets.first, let drawn = drawn,
      let base = bases.first(where: { run($0, drawn, dataset) != nil })
    else { return nil }
    let near = settings.filter { $0 == drawn || $0.singleChange(from: drawn) != nil }
    let candidates = near.count > 1 ? near : settings
    let stride = max(1, (candidates.count + 13) / 14)
    let shown = candidates.enumerated().filter { $0.offset % stride == 0 || $0.element == drawn }
      .map(\.element)
    let runs = shown.compactMap { run(base, $0, dataset) }
    let varied = SettingFactors(candidates).names
    var series: [LineChart.Series] = []
    try record.forEachRun(of: runs) { run, evaluations in
      guard let ped = run.specification.ped else { return }
      let points = MeanEnergy.relative(evaluations).enumerated().map {
        (x: Double($0.offset), y: $0.element)
      }
      let change = ped.singleChange(from: drawn).map { [$0] } ?? varied
      series.append(.init(name: ped.phrase(change), points: points))
    }
    let chart = LineChart(
      title: "Potential energy on \(dataset) by setting",
      subtitle: "mean over models; \(shown.count) of \(settings.count) settings: "
        + drawn.phrase(PEDParameters.numericNames) + (near.count > 1 ? ", one changed" : ""),
      xName: "step", yName: "energy / energy at step 0", series: series, width: 760)
    return .figure(
      name: "energy-settings", caption: "Potential energy on \(dataset) for different settings.",
      svg: chart.svg())
  }

  /// " Not drawn: ..."; a model without overlap has no energy to be relative to.
  private static func notDrawn(_ evaluations: [Evaluation]) -> String {
    let still = evaluations.filter { ($0.trace.first?.potentialEnergy ?? 0) <= 0 }.map(\.model)
    guard !still.isEmpty else { return "" }
    return " Not drawn, because no classes overlap at step 0: \(listed(still, limit: 40))."
  }

  private func relativeEnergy(_ trace: [TraceRow]) -> [(x: Double, y: Double)] {
    guard let first = trace.first?.potentialEnergy, first > 0 else { return [] }
    return trace.map { (Double($0.step), $0.potentialEnergy / first) }
  }

  /// Score against accuracy for each dataset: the first metric, with PED if it was run.
  func scoreFigures(
    datasets limit: Int = datasetLimit
  ) throws -> [ReportDocument.Block] {
    guard let base = bases.first else { return [] }
    var blocks: [ReportDocument.Block] = []
    let runs = datasets.prefix(limit).compactMap {
      run(base, drawn, $0) ?? run(base, nil, $0)
    }
    try record.forEachRun(of: runs) { run, evaluations in
      let points = evaluations.compactMap { evaluation in
        evaluation.accuracy.map {
          ScatterChart.Point(name: evaluation.model, score: evaluation.score, accuracy: $0)
        }
      }
      guard points.count > 1 else { return }
      let found = run.correlations
      let name = MethodSetting(run.specification).title
      let chart = ScatterChart(
        title: "\(name) on \(run.specification.dataset)",
        subtitle: "weighted tau \(Typeset.fixed(found?.weightedTau)), 95 % interval "
          + Typeset.minus(IntervalText.text(found?.weightedTauLow, found?.weightedTauHigh))
          + ", n = \(points.count)",
        scoreName: name, points: points)
      blocks.append(
        .figure(
          name: "scores-\(FileName.slug(run.specification.dataset))",
          caption: "Scores of \(name) against accuracy on \(run.specification.dataset); dashed "
            + "lines move by a quarter of the ranks or more.", svg: chart.svg()))
    }
    return blocks.isEmpty ? [] : [.heading("Scores and accuracy")] + blocks
  }
}
