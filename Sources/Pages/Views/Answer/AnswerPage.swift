import Findings
import Ledger
import Wording

/// Does PED help, and how sure is that?
enum AnswerPage: PageView {
  static let title = "Answer"
  /// As many figures as one looks at; the table has all metrics.
  private static let figureLimit = 8

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let record = try context.record()
    guard !record.runs.isEmpty else {
      return
        "<p class=\"answer\">No run of \(state.experiment) is finished yet. \(record.leftOut ?? "")</p>"
    }
    let grid = ResultGrid(record.runs, value: state.value)
    let chosen = try ChosenSetting(state, grid)
    let answers = grid.bases.compactMap { PEDAnswer($0, grid, chosen) }
    return [
      sentences(answers, chosen, record), Choices.values(state).html, Choices.settings(state).html,
      try datasets(context), figures(answers, grid), table(grid, record, state),
      comparisons(record, state),
      CommandText.html(command(state)),
    ].joined()
  }

  private static func sentences(
    _ answers: [PEDAnswer], _ chosen: ChosenSetting, _ record: ExperimentRecord
  ) -> HTML {
    let items = answers.map { answer -> HTML in "<li>\(answer.sentence)</li>" }
    let none: HTML =
      answers.isEmpty ? "<p>No metric was run both with PED (\(chosen.label)) and without.</p>" : ""
    let warning =
      chosen.warning.map { text -> HTML in
        "<p class=\"warning\">\(HTML(trusted: HTMLTable.inline([text])))</p>"
      } ?? ""
    let leftOut = record.leftOut.map { text -> HTML in "<p class=\"note\">\(text)</p>" } ?? ""
    return "<ul class=\"answer\">\(items)</ul>\(none)\(warning)\(leftOut)"
  }

  /// Each dataset can be clicked out; intervals are computed anew.
  private static func datasets(_ context: PageContext) throws -> HTML {
    let record = try context.source.record(context.state.experiment)
    let names = Set(record.runs.map(\.specification.dataset)).sorted()
    var choices = Choices("Datasets")
    for name in names {
      let isIn = !context.state.without.contains(name)
      let other = context.state.with { state in
        if isIn { state.without.append(name) } else { state.without.removeAll { $0 == name } }
      }
      choices.add(name, other, isChosen: isIn)
    }
    return choices.html
  }

  private static func figures(_ answers: [PEDAnswer], _ grid: ResultGrid) -> HTML {
    answers.prefix(figureLimit).map { answer in
      Figure.html(answer.chart.svg(), "\(answer.base.metricTitle) with and without PED.")
    }.joined()
  }

  private static func table(
    _ grid: ResultGrid, _ record: ExperimentRecord, _ state: PageState
  ) -> HTML {
    var options = PaperTable.Options()
    options.choices = state.setting == nil ? [state.choice] : []
    options.showsIntervals = true
    options.leftOut = record.leftOut.map { [$0] } ?? []
    return HTML(
      trusted: PaperTable.table(grid, experiment: record.name, options: options).html)
  }

  private static func comparisons(_ record: ExperimentRecord, _ state: PageState) -> HTML {
    HTML(trusted: ReportSections(record, value: state.value).comparisons().fragment)
  }

  private static func command(_ state: PageState) -> String {
    var words = ["pedlab table", ShellText.quoted(state.experiment), "--intervals"]
    if state.value != .weightedTau { words.append("--value \(state.value.rawValue)") }
    if state.choice != .official { words.append("--choice \(state.choice.rawValue)") }
    return words.joined(separator: " ")
  }
}
