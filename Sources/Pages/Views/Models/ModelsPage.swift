import Findings
import Ledger
import Wording

/// Which models a metric ranks too high or too low.
enum ModelsPage: PageView {
  static let title = "Models"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let record = try context.record()
    let grid = ResultGrid(record.runs, value: state.value)
    let bases = grid.bases
    guard let base = bases.first(where: { $0.metricTitle == state.metric }) ?? bases.first else {
      return "<p class=\"answer\">No run of \(state.experiment) is finished yet.</p>"
    }
    let chosen = try ChosenSetting(state, grid)
    let without = try RankErrors(grid.entries(base), grid.datasets, record)
    let with = try chosen.entries(base).map { try RankErrors($0, grid.datasets, record) }
    return [
      Choices.metrics(state, bases.map(\.metricTitle)).html, Choices.settings(state).html,
      with.map { $0.html("\(base.metricTitle) + PED (\(chosen.label))", state) } ?? "",
      without.html("\(base.metricTitle) without PED", state),
      HTML(
        trusted: try ReportSections(record.only(base), value: state.value, setting: chosen.fixed)
          .scores().fragment),
    ].joined()
  }
}
