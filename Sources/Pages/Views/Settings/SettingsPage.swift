import Findings
import Ledger
import Wording

/// What the parameters do, and every setting with its mean.
enum SettingsPage: PageView {
  static let title = "Settings"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let grid = try context.grid()
    let bases = grid.bases.filter { grid.pedSettingCount(of: $0) > 0 }
    guard let base = bases.first(where: { $0.metricTitle == state.metric }) ?? bases.first else {
      return "<p class=\"answer\">\(state.experiment) has no finished run with PED.</p>"
    }
    let sections = try context.sections(grid, only: base)
    let axes =
      state[.x].isEmpty && state[.y].isEmpty ? nil : ParameterAxes(x: state[.x], y: state[.y])
    let parts = sections.parameters(axes: axes) { setting in
      state.on(.settings) { chosen in
        chosen[.x] = state[.x]
        chosen[.y] = state[.y]
        chosen.setting = setting.changes.isEmpty ? nil : setting.changes
      }.address
    }
    return [
      Choices.metrics(state, bases.map(\.metricTitle)).html, Choices.values(state).html,
      context.formToken == nil ? "" : axisForm(state, sections.mapParameters),
      "<p class=\"note\">Click a cell of the map to use its setting on every page.</p>",
      context.fragment(parts), try SettingList(base, grid, state).html(),
      CommandText.html(
        TableCommand(state: state, choice: .official, setting: nil).line("--preset ablation"),
        of: context.ledger),
    ].joined()
  }

  /// Which two parameters the map is over.
  private static func axisForm(_ state: PageState, _ parameters: [String]) -> HTML {
    guard parameters.count > 2 else { return "" }
    func menu(_ name: PageState.Detail, _ place: Int) -> HTML {
      let chosen = state[name].isEmpty ? parameters[place] : state[name]
      let options = parameters.map { parameter -> HTML in
        let mark: HTML = parameter == chosen ? " selected" : ""
        return "<option value=\"\(parameter)\"\(mark)>\(PEDParameters.spoken(parameter))</option>"
      }
      return """
        <label for="axis-\(name.rawValue)">\(place == 0 ? "Across" : "Down")</label>
        <select id="axis-\(name.rawValue)" name="\(name.rawValue)">\(options)</select>
        """
    }
    return """
      <form method="get" action="/settings" class="filter sends">\(HiddenFields.html(state, but: [.x, .y]))
      \(menu(.x, 0)) \(menu(.y, 1)) <button>Show</button></form>
      """
  }
}
