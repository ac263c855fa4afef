import Ledger
import Wording

/// How far each step of PED moves the classes, a figure a dataset.
extension ReportData {
  /// A step that moves none has no place on a logarithmic axis.
  static func ways(
    _ evaluations: [Evaluation], _ extremes: Extremes, _ dataset: String, iterations: Int
  ) -> LinePanels.Panel {
    let lines = evaluations.compactMap { evaluation -> LinePanels.Line? in
      let points = evaluation.trace.filter { $0.displacement > 0 }.map {
        (x: Double($0.step), y: $0.displacement)
      }
      guard !points.isEmpty else { return nil }
      var line = LinePanels.Line(
        name: evaluation.model, points: points, look: extremes.look(evaluation.model),
        stop: stopReason(evaluation, iterations: iterations))
      line.isModel = true
      return line
    }
    let left = evaluations.count - lines.count
    return LinePanels.Panel(
      title: dataset, note: left == 0 ? "" : "\(counted(left, "model")) not moved", lines: lines)
  }

  /// - Parameters:
  ///   - unmoved: models without overlapping classes.
  ///   - named: how many of the best and of the worst models stand out.
  func displacementFigure(
    _ panel: LinePanels.Panel, unmoved: [String], _ named: Int
  ) -> ReportFigure {
    var chart = LinePanels(
      title: "Displacement on \(panel.title)",
      subtitle: "sum of the absolute shifts over classes and dimensions, in rescaled units; "
        + drawnSetting, xName: "step", yName: "displacement", panels: [panel.untitled])
    chart.lookNames = Extremes.names(named)
    chart.isLogarithmic = true
    return ReportFigure(
      name: "displacement-\(FileName.slug(panel.title))",
      caption: unmoved.isEmpty ? "" : "no classes overlap: \(listed(unmoved, limit: 40))",
      setting: drawnSetting, draw: chart.svg)
  }
}
