import Ledger
import Wording

extension ReportData {
  /// The mean relative energy over models of the first dataset, a panel per parameter: the setting
  /// that is drawn, and those that differ from it in this parameter alone.
  func energyBySetting(_ drawn: PEDParameters) throws -> ReportDocument.Block? {
    guard let dataset = datasets.first,
      let base = bases.first(where: { run($0, drawn, dataset) != nil })
    else { return nil }
    let changes = settings.compactMap { setting in
      setting.singleChange(from: drawn).map { (setting, $0) }
    }
    let names = PEDParameters.names.filter { name in changes.contains { $0.1 == name } }
    var panels: [LinePanels.Panel] = []
    for name in names {
      let own = Set(changes.filter { $0.1 == name }.map(\.0) + [drawn]).sorted()
      let shown = Self.spaced(own, keeping: drawn)
      let lines = try lines(
        shown, of: name, drawn, runs: shown.compactMap { run(base, $0, dataset) })
      guard lines.count > 1 else { continue }
      let note = shown.count < own.count ? "\(shown.count) of \(own.count) values" : ""
      panels.append(LinePanels.Panel(title: PEDParameters.spoken(name), note: note, lines: lines))
    }
    guard !panels.isEmpty else { return nil }
    let chart = LinePanels(
      title: "Potential energy on \(dataset) by parameter",
      subtitle: "mean over the models whose classes overlap; one parameter changed at a time; "
        + drawnSetting, xName: "step",
      yName: "energy / energy at step 0", panels: panels)
    return .figure(
      ReportFigure(
        name: "energy-settings",
        caption:
          "Mean potential energy on \(dataset) relative to its start, one parameter changed at "
          + "a time.", setting: drawnSetting, isWide: panels.count > 1, draw: chart.svg))
  }

  private func lines(
    _ settings: [PEDParameters], of name: String, _ drawn: PEDParameters, runs: [RecordedRun]
  ) throws -> [LinePanels.Line] {
    var lines: [LinePanels.Line] = []
    // Colours have no order; numbers do.
    let isOrdered =
      settings.count > 2 && settings.allSatisfy { Double($0.value(of: name) ?? "") != nil }
    try record.forEachRun(of: runs) { run, evaluations in
      guard let ped = run.specification.ped, let index = settings.firstIndex(of: ped) else {
        return
      }
      let points = MeanEnergy.relative(evaluations).enumerated().map {
        (x: Double($0.offset), y: $0.element)
      }
      let value = PEDParameters.spoken(PEDParameters.shown(ped.value(of: name) ?? ""))
      let mark = ped == .official ? " (official)" : ped == drawn ? " (as drawn)" : ""
      // The longest of the models' traces: all have ended.
      let isShort = points.count <= ped.iterations && !points.isEmpty
      lines.append(
        LinePanels.Line(
          name: value + mark, points: points,
          look: isOrdered ? ped == drawn ? .series(0) : .value(index) : .series(index),
          stop: isShort ? "all models stopped" : nil))
    }
    return lines.filter { !$0.points.isEmpty }
  }

  /// At most as many as a panel can name, evenly, the first, the last and `kept` among them.
  private static func spaced(_ all: [PEDParameters], keeping kept: PEDParameters) -> [PEDParameters]
  {
    guard all.count > lineLimit else { return all }
    let places = (0..<lineLimit).map { $0 * (all.count - 1) / (lineLimit - 1) }
    return all.enumerated().filter { places.contains($0.offset) || $0.element == kept }
      .map(\.element)
  }

  private static let lineLimit = 7
}
