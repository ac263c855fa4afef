import Findings
import Ledger
import Transferability
import Wording

/// Which models a metric ranks too high or too low.
enum ModelsPage: PageView {
  static let title = "Models"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let grid = try context.grid()
    let bases = grid.bases
    guard let base = bases.first(where: { $0.metricTitle == state.metric }) ?? bases.first else {
      return try context.nothingYet()
    }
    let chosen = try context.sections(grid, only: base)
    let record = try context.results().record(of: chosen.drawnSettings, without: state.without)
    let sections = chosen.with(record)
    let models = Set(record.runs.flatMap(\.specification.models)).sorted()
    return [
      Choices.metrics(state, bases.map(\.metricTitle)).html, Choices.settings(state, grid).html,
      PinList.html(models, state),
      try sections.topPicks().first.map { try picks($0, context) } ?? "",
      context.fragment(try sections.scores()),
      context.fragment(try sections.stability()),
      CommandText.html(
        "pedlab report \(ShellText.quoted(state.experiment))", of: context.ledger),
    ].joined()
  }

  /// The slider of k, and what trying the first k models loses.
  private static func picks(_ picks: TopPicks, _ context: PageContext) throws -> HTML {
    let state = context.state
    let top = try top(state, most: picks.most)
    let rows = picks.rows(top: top).map { row -> [PageTable.Cell] in
      let interval = row.interval
      return [
        .text(row.name), .number(Typeset.fixed(row.mean)),
        .number(Typeset.minus(IntervalText.text(interval?.low, interval?.high))),
      ] + row.lost.map { .number(Typeset.fixed($0)) }
    }
    let table = PageTable(
      caption: "The first \(counted(top, "model")) of \(picks.metricTitle) only: "
        + "\(picks.lossName), n = \(counted(picks.datasets.count, "dataset"))",
      header: ["score", "mean", "95 % interval"] + picks.datasets.map { HTML("\($0)") }, rows: rows)
    let slider: HTML = """
      <form method="get" action="/models" class="sliders follows" data-part="picks">\
      \(HiddenFields.html(state, but: [.top]))
      <label for="top">first k models</label>
      <input type="range" id="top" name="top" min="1" max="\(max(1, picks.most))" step="1" value="\(top)">
      <output for="top">\(top)</output>
      <button>Show</button></form>
      """
    return """
      <h2>How many to try?</h2>
      \(context.formToken == nil ? "" : slider)
      <div id="picks" aria-live="polite">\(table.html)</div>
      \(Figure.html(picks.chart.svg, "Accuracy lost by the number of models tried."))
      """
  }

  private static func top(_ state: PageState, most: Int) throws -> Int {
    guard !state[.top].isEmpty else { return 1 }
    guard let top = Int(state[.top]), (1...max(1, most)).contains(top) else {
      throw PageError.badRequest("top=\(state[.top]): give a whole number from 1 to \(most).")
    }
    return top
  }
}
