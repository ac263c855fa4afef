import Findings
import Ledger
import Wording

/// What the parameters do, and every setting with its mean.
enum SettingsPage: PageView {
  static let title = "Settings"
  private static let pageSize = 50

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let record = try context.record()
    let grid = ResultGrid(record.runs, value: state.value)
    let bases = grid.bases.filter { !grid.pedSettings(of: $0).isEmpty }
    guard let base = bases.first(where: { $0.metricTitle == state.metric }) ?? bases.first else {
      return "<p class=\"answer\">\(state.experiment) has no finished run with PED.</p>"
    }
    let one = record.only(base)
    return [
      Choices.metrics(state, bases.map(\.metricTitle)).html, Choices.values(state).html,
      HTML(trusted: ReportSections(one, value: state.value).parameters().fragment),
      try list(base, grid, state),
      CommandText.html("pedlab statistics \(ShellText.quoted(state.experiment))"),
    ].joined()
  }

  /// All settings, best mean first; a click makes one *the* setting on all pages.
  private static func list(
    _ base: MethodSetting, _ grid: ResultGrid, _ state: PageState
  ) throws -> HTML {
    let settings = grid.pedSettings(of: base)
    let baseline = grid.mean(base, over: grid.datasets)
    let ranked = settings.map { (setting: $0, mean: grid.mean($0, over: grid.datasets)) }
      .sorted { ($0.mean ?? -.infinity, $1.setting) > ($1.mean ?? -.infinity, $0.setting) }
    let from = Int(state[.from]) ?? 0
    guard from >= 0 else { throw PageError.badRequest("from=\(from): give a whole number from 0.") }
    let shown = ranked.dropFirst(from).prefix(pageSize)
    let rows = shown.map { entry -> [PageTable.Cell] in
      let text = entry.setting.ped?.changes ?? ""
      let difference = baseline.flatMap { baseline in entry.mean.map { $0 - baseline } }
      return [
        .link(
          text.isEmpty ? "official" : text,
          state.on(.answer) { $0.setting = text.isEmpty ? nil : text }.address),
        .number(Typeset.fixed(entry.mean)), .number(Typeset.fixed(difference)),
        .number("\(grid.values(entry.setting).count { $0 != nil })/\(grid.datasets.count)"),
      ]
    }
    let end = from + shown.count
    let next: HTML =
      end < ranked.count
      ? "<a rel=\"next\" href=\"\(state.with { $0[.from] = String(end) }.address)\">Next</a>" : ""
    return """
      <p class="warning">The best of \(counted(settings.count, "setting")) was found with the accuracies \
      in view: it is no finding. The Answer page has the leave-one-out choice.</p>
      \(PageTable(
        caption: "\(base.metricTitle) + PED: settings by mean \(grid.value.title)",
        header: ["differs from official in", "mean", "less no PED", "datasets"], rows: rows).html)
      <p class="count">\(shown.isEmpty ? 0 : from + 1) to \(end) of \(counted(ranked.count, "setting")). \(next)</p>
      """
  }
}
