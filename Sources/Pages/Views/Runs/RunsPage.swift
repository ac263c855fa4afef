import Conditions
import Findings
import Ledger
import Wording

/// The runs, a page of them at a time, or in groups with mean and deviation: sorted, filtered, counted and
/// averaged by SQLite.
enum RunsPage: PageView {
  static let title = "Runs"
  /// As many as one looks through; the rest is a click away.
  static let pageSize = 50

  static func content(_ context: PageContext) throws -> HTML {
    let request = try RunsRequest(context.state)
    let form = context.formToken == nil ? "" : try WhereForm(context).html
    let choices = RunChoices(request).html
    let content =
      try request.groups.isEmpty
      ? runs(request, context) : RunGroups(request, context.ledger).html()
    return [form, choices, content, CommandText.html(request.command, of: context.ledger)].joined()
  }

  private static func runs(_ request: RunsRequest, _ context: PageContext) throws -> HTML {
    let total = try context.ledger.count(request.query)
    var all = request.query
    all.condition = nil
    let whole = request.query.condition == nil ? total : try context.ledger.count(all)
    var page = request.query
    page.limit = pageSize
    page.offset = try PageTurning.place(request.state)
    let runs = try context.ledger.runs(page)
    let table = RunTable(request, runs, try context.ledger.marks(of: runs))
    let superseded = try superseded(request.state, context)
    let pages = try PageTurning(request.state, size: pageSize, total: total)
    return "<p class=\"count\">\(pages.extent("run", of: whole)) \(pages.links) \(superseded)</p>"
      + (context.formToken == nil ? table.html : table.comparing)
  }

  /// The link that shows what the latest submission does not ask for, too, or hides it.
  private static func superseded(_ state: PageState, _ context: PageContext) throws -> HTML {
    guard !state.experiment.isEmpty, context.formToken != nil else { return "" }
    let count = try context.results().tally().superseded
    guard count > 0 else { return "" }
    let isShown = !state[.all].isEmpty
    let other = state.with {
      $0[.all] = isShown ? "" : "1"
      $0[.from] = ""
    }
    return """
      <a href="\(other.address)">\(isShown ? "Hide" : "Show") \(counted(count, "superseded run"))</a>
      """
  }
}
