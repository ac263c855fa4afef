import Findings
import Ledger
import Transferability
import Wording

/// All settings of a metric, best mean first, a page of them at a time; a click makes one *the* setting on
/// all pages.
struct SettingList {
  private static let pageSize = 50

  private let base: MethodSetting
  private let grid: ResultGrid
  private let state: PageState
  private let baseline: Double?
  private let ranked: [(setting: MethodSetting, mean: Double?)]

  init(_ base: MethodSetting, _ grid: ResultGrid, _ state: PageState) {
    self.base = base
    self.grid = grid
    self.state = state
    baseline = grid.mean(base, over: grid.datasets)
    let sign = grid.value.better == .higher ? 1.0 : -1
    ranked = grid.pedSettings(of: base).map { ($0, grid.mean($0, over: grid.datasets)) }
      .sorted {
        ($0.1.map { sign * $0 } ?? -.infinity, $1.0) > ($1.1.map { sign * $0 } ?? -.infinity, $0.0)
      }
  }

  func html() throws -> HTML {
    let pages = try PageTurning(state, size: Self.pageSize, total: ranked.count)
    let shown = ranked.dropFirst(pages.from).prefix(Self.pageSize)
    return """
      <p class="warning">The best of \(counted(ranked.count, "setting")) was found with the accuracies \
      in view: it is no finding. The Answer page has the leave-one-out choice.</p>
      \(PageTable(
        caption: "\(base.metricTitle) + PED: settings by mean \(grid.value.title)",
        header: ["differs from official in", "mean", "95 % interval", "minus no PED", "datasets"],
        rows: shown.map(row)).html)
      <p class="count">\(pages.extent("setting")) \(pages.links)</p>
      """
  }

  /// "step_size=0.02, force_constant=2.167": numbers to the digits that people read.
  private static func shown(_ changes: String) -> String {
    FieldList.fields(changes).map { change in
      let sides = change.split(separator: "=", maxSplits: 1).map(String.init)
      return sides.count == 2 ? "\(sides[0])=\(PEDParameters.shown(sides[1]))" : change
    }.joined(separator: ", ")
  }

  private func row(_ entry: (setting: MethodSetting, mean: Double?)) -> [PageTable.Cell] {
    let text = entry.setting.ped?.changes ?? ""
    let values = grid.values(entry.setting).compactMap { $0 }
    let interval = MeanInterval.interval(values)
    let difference = baseline.flatMap { baseline in entry.mean.map { $0 - baseline } }
    let isChosen = state.setting == text
    let name = text.isEmpty ? "official" : Self.shown(text)
    return [
      .link(
        isChosen ? "● \(name)" : name,
        state.on(.answer) { $0.setting = text.isEmpty ? nil : text }.address),
      .number(Typeset.fixed(entry.mean)),
      .number(Typeset.minus(IntervalText.text(interval?.low, interval?.high))),
      .number(Typeset.fixed(difference)), .number("\(values.count)/\(grid.datasets.count)"),
    ]
  }
}
