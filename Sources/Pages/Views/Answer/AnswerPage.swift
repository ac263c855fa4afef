import Findings
import Ledger
import Wording

/// Does PED help, and how sure is that?
enum AnswerPage: PageView {
  static let title = "Answer"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let results = try context.results()
    let grid = try context.grid()
    guard !grid.settings.isEmpty else { return try context.nothingYet() }
    let sections = try context.sections(grid)
    return [
      sentences(
        UnfinishedRuns.marking(sections.answer, incomplete: try results.incomplete()),
        try warning(context), try results.leftOut()),
      Choices.values(state).html, Choices.settings(state, grid).html, try datasets(context),
      context.fragment(sections.pairs()), try table(grid, results, context),
      context.fragment(sections.comparisons()),
      CommandText.html(
        TableCommand(
          state: state, choice: context.choice(grid), setting: try context.setting()
        ).line("--baselines --intervals"),
        of: context.ledger),
    ].joined()
  }

  private static func sentences(_ answer: [String], _ warning: String?, _ leftOut: String?) -> HTML
  {
    let items = answer.map { sentence -> HTML in "<li>\(sentence)</li>" }
    let doubt =
      warning.map { text -> HTML in
        "<p class=\"warning\">\(HTML(trusted: HTMLTable.inline([text])))</p>"
      } ?? ""
    let rest =
      leftOut.map { text -> HTML in
        "<p class=\"note\">\(HTML(trusted: HTMLTable.inline([text])))</p>"
      } ?? ""
    return "<ul class=\"answer\">\(items)</ul>\(doubt)\(rest)"
  }

  /// What a reader must know before believing it.
  private static func warning(_ context: PageContext) throws -> String? {
    if let setting = try context.setting() {
      return
        "You picked this setting (\(setting.text)) with the accuracies in view: its values are no "
        + "finding. `leave-one-out` is what choosing is worth."
    }
    return context.state.choice == .bestSeen
      ? "Best seen: chosen on each dataset by the very numbers that are shown, so only an upper bound."
      : nil
  }

  /// Each dataset can be clicked out; intervals are computed anew.
  private static func datasets(_ context: PageContext) throws -> HTML {
    var choices = Choices("Datasets")
    for name in try context.results().allCells().datasetNames {
      let isIn = !context.state.without.contains(name)
      let other = context.state.with { state in
        if isIn { state.without.append(name) } else { state.without.removeAll { $0 == name } }
      }
      choices.add(name, other, isChosen: isIn)
    }
    return choices.html
  }

  /// The mean first; under all others the static ranker and chance.
  private static func table(
    _ grid: ResultGrid, _ results: ExperimentResults, _ context: PageContext
  ) throws -> HTML {
    let state = context.state
    var options = PaperTable.Options()
    options.picked = try context.setting()
    options.choices = [context.choice(grid)]
    options.showsIntervals = true
    options.leftOut = try results.leftOut().map { [$0] } ?? []
    options.displayNames = results.names
    options.bar = try results.bar(state.value, without: state.without)
    let table = PaperTable.table(grid, experiment: state.experiment, options: options)
    return HTML(trusted: table.leading(with: FindingsTable.answers).html)
  }
}
