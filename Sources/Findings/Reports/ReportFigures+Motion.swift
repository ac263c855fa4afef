import Ledger
import Wording

/// Figures of the motion: how potential energy falls.
extension ReportData {
  func motionFigures() throws -> [ReportDocument.Block] {
    guard let drawn else { return [] }
    let blocks = [try energyFigure(drawn), try energyBySetting(drawn)].compactMap { $0 }
    return blocks.isEmpty ? [] : [.heading("Motion")] + blocks
  }

  /// A panel per dataset: every model's energy relative to its start, the best and the worst models
  /// in colour.
  private func energyFigure(_ drawn: PEDParameters) throws -> ReportDocument.Block? {
    // The motion does not depend on the metric: any metric's run has its trace.
    let runs = datasets.prefix(Self.datasetLimit).compactMap { dataset in
      bases.lazy.compactMap { run($0, drawn, dataset) }.first
    }
    var panels: [LinePanels.Panel] = []
    var ways: [LinePanels.Panel] = []
    var still: [String: [String]] = [:]
    var named = 0
    try record.forEachRun(of: runs) { run, evaluations in
      let moved = evaluations.filter { !$0.trace.isEmpty }
      guard !moved.isEmpty else { return }
      let dataset = run.specification.dataset
      let extremes = Extremes(moved, lowerIsBetter: run.specification.lowerIsBetter)
      named = max(named, extremes.count)
      let lines = Self.lines(moved, extremes, iterations: drawn.iterations)
      ways.append(Self.ways(moved, extremes, dataset, iterations: drawn.iterations))
      let without = moved.filter { ($0.trace.first?.potentialEnergy ?? 0) <= 0 }.map(\.model)
      if !without.isEmpty { still[dataset] = without }
      let decline = EnergyDecline(moved, lowerIsBetter: run.specification.lowerIsBetter)
      let tau = decline.tau.map {
        "τw(decline, accuracy) \(Typeset.fixed($0, 2)), n = \(decline.count)"
      }
      let rest = without.isEmpty ? nil : "\(without.count) without overlap"
      panels.append(
        LinePanels.Panel(
          title: dataset, note: [tau, rest].compactMap { $0 }.joined(separator: "; "), lines: lines)
      )
    }
    guard !panels.isEmpty else { return nil }
    let chart = energyChart("Potential energy over the steps of PED", panels, named)
    let names = still.sorted { $0.key < $1.key }.map { "\($0): \(listed($1, limit: 40))" }
    let note =
      still.isEmpty
      ? ""
      : " Not drawn, because no classes overlap at step 0: \(names.joined(separator: "; "))."
    var figure = ReportFigure(
      name: "energy",
      caption:
        "Potential energy of each model relative to its start. Where τw(decline, accuracy) is "
        + "about 0, the decline itself does not rank models.\(note)",
      setting: drawnSetting,
      isWide: true, draw: chart.svg)
    figure.parts = panels.map { panel in
      let alone = energyChart("Potential energy on \(panel.title)", [panel.untitled], named)
      let without = still[panel.title].map { "no classes overlap: \(listed($0, limit: 40))" } ?? ""
      return ReportFigure(
        name: "energy-\(FileName.slug(panel.title))", caption: without, setting: drawnSetting,
        draw: alone.svg)
    }
    figure.parts += ways.map { displacementFigure($0, unmoved: still[$0.title] ?? [], named) }
    figure.partsTitle = "Each dataset alone, and how far each step moves the classes"
    return .figure(figure)
  }

  private func energyChart(
    _ title: String, _ panels: [LinePanels.Panel], _ named: Int
  ) -> LinePanels {
    var chart = LinePanels(
      title: title, subtitle: drawnSetting, xName: "step", yName: "energy / energy at step 0",
      panels: panels)
    chart.lookNames = Extremes.names(named)
    return chart
  }

  private static func lines(
    _ evaluations: [Evaluation], _ extremes: Extremes, iterations: Int
  ) -> [LinePanels.Line] {
    evaluations.compactMap { evaluation in
      guard let first = evaluation.trace.first?.potentialEnergy, first > 0 else { return nil }
      var line = LinePanels.Line(
        name: evaluation.model,
        points: evaluation.trace.map { (Double($0.step), $0.potentialEnergy / first) },
        look: extremes.look(evaluation.model),
        stop: stopReason(evaluation, iterations: iterations))
      line.isModel = true
      return line
    }
  }

  /// Why a motion ended before its last iteration; nil where it did not.
  static func stopReason(_ evaluation: Evaluation, iterations: Int) -> String? {
    guard evaluation.trace.count <= iterations else { return nil }
    return switch evaluation.stop {
    case "exit_ratio": "the step was below the exit ratio"
    case "no_overlap": "no classes overlap"
    default: nil
    }
  }
}
