import Conditions
import Findings
import Ledger
import Wording

/// The runs, a page of them at a time: sorted, filtered and counted by SQLite.
enum RunsPage: PageView {
  static let title = "Runs"
  /// As many as one looks through; the rest is a click away.
  static let pageSize = 50
  private static let usual =
    ["run", "status", "dataset", "metric", "motion"] + PEDParameters.numericNames
    + ["weighted_tau"]

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let columns = try columns(state)
    let query = try query(state)
    let total = try context.ledger.count(query)
    var all = query
    all.condition = nil
    let whole = query.condition == nil ? total : try context.ledger.count(all)
    var page = query
    page.limit = pageSize
    page.offset = try offset(state)
    let runs = try context.ledger.runs(page)
    let marks = try context.ledger.marks(of: runs)
    return [
      context.formToken == nil ? "" : form(state), columnChoice(state, columns),
      HTML(
        "<p class=\"count\">\(extent(page.offset, runs.count, total, whole)) \(pages(state, page.offset, total))</p>"
      ),
      table(state, columns, runs, marks), command(state),
    ].joined()
  }

  // MARK: What is asked for

  private static func columns(_ state: PageState) throws -> [String] {
    let names = FieldList.fields(state[.columns])
    guard let unknown = names.first(where: { RunColumn.named($0) == nil }) else {
      return names.isEmpty ? usual : names
    }
    let known = RunColumn.all.map(\.name)
    throw PageError.badRequest(
      "There is no column \"\(unknown)\"\(Suggestion.text(for: unknown, among: known)); there are "
        + known.joined(separator: ", ") + ".")
  }

  private static func query(_ state: PageState) throws -> RunQuery {
    var query = RunQuery(experiment: state.experiment.isEmpty ? nil : state.experiment)
    query.includesSuperseded = !state[.all].isEmpty
    if !state[.condition].isEmpty {
      do {
        query.condition = try RunColumn.condition(state[.condition])
      } catch {
        throw PageError.badRequest("where: \(error)")
      }
    }
    let sort = state[.sort]
    query.descending = sort.hasPrefix("-")
    let name = query.descending ? String(sort.dropFirst()) : sort
    guard name.isEmpty || RunColumn.named(name) != nil else {
      throw PageError.badRequest("sort=\(sort): there is no column \"\(name)\".")
    }
    query.sort = name.isEmpty ? nil : name
    return query
  }

  private static func offset(_ state: PageState) throws -> Int {
    guard !state[.from].isEmpty else { return 0 }
    guard let from = Int(state[.from]), from >= 0 else {
      throw PageError.badRequest("from=\(state[.from]): give a whole number from 0.")
    }
    return from
  }

  // MARK: What is shown

  private static func form(_ state: PageState) -> HTML {
    let kept = state.pairs.filter { !["where", "from"].contains($0.name) && !$0.value.isEmpty }
    let hidden = kept.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
    }
    let names = RunColumn.all.map { column -> HTML in "<option value=\"\(column.name)\"></option>" }
    return """
      <form method="get" action="/runs" class="filter">\(hidden)
      <label for="where">Where</label>
      <input id="where" name="where" value="\(state[.condition])" list="columns" autocomplete="off" \
      placeholder="step_size &lt;= 0.1 and weighted_tau &gt; 0.5">
      <datalist id="columns">\(names)</datalist>
      <button>Show</button></form>
      """
  }

  /// "51 to 100 of 1,200 runs (of 17,288)": nothing partial is shown as the whole.
  private static func extent(_ offset: Int, _ count: Int, _ total: Int, _ whole: Int) -> String {
    let of = total == whole ? counted(total, "run") : "\(total) of \(counted(whole, "run"))"
    guard count > 0 else { return "None of \(of)." }
    return "\(offset + 1) to \(offset + count) of \(of)."
  }

  private static func pages(_ state: PageState, _ offset: Int, _ total: Int) -> HTML {
    var links: [HTML] = []
    if offset > 0 {
      let back = state.with { $0[.from] = offset > pageSize ? String(offset - pageSize) : "" }
      links.append("<a href=\"\(back.address)\" rel=\"prev\">Previous</a>")
    }
    if offset + pageSize < total {
      let next = state.with { $0[.from] = String(offset + pageSize) }
      links.append("<a href=\"\(next.address)\" rel=\"next\">Next</a>")
    }
    return links.joined()
  }

  private static func columnChoice(_ state: PageState, _ shown: [String]) -> HTML {
    var choices = Choices("Columns")
    for column in RunColumn.all.map(\.name) {
      let isShown = shown.contains(column)
      let next = isShown ? shown.filter { $0 != column } : shown + [column]
      guard !next.isEmpty else { continue }
      choices.add(
        column, state.with { $0[.columns] = next.joined(separator: ",") }, isChosen: isShown)
    }
    return "<details><summary>Columns</summary>\(choices.html)</details>"
  }

  private static func table(
    _ state: PageState, _ columns: [String], _ runs: [RecordedRun], _ marks: [String: RunMarks]
  ) -> HTML {
    let header = columns.map { column -> HTML in
      let isUp = state[.sort] == column
      let next = state.with {
        $0[.sort] = isUp ? "-" + column : column
        $0[.from] = ""
      }
      let arrow = isUp ? " ↑" : state[.sort] == "-" + column ? " ↓" : ""
      return "<a href=\"\(next.address)\">\(column)\(arrow)</a>"
    }
    let rows = runs.map { run in
      columns.map { column in cell(column, run, marks[run.id], state) }
    }
    return PageTable(caption: "Runs", header: header, rows: rows).html
  }

  private static func cell(
    _ column: String, _ run: RecordedRun, _ marks: RunMarks?, _ state: PageState
  ) -> PageTable.Cell {
    switch column {
    case "run": return .link(run.id, state.on(.run) { $0[.run] = run.id }.address)
    case "tags": return .text(marks?.tags ?? "")
    case "note": return .text(marks?.note ?? "")
    default:
      let value = RunColumn.named(column)?.value(of: run) ?? .missing
      if case .number(let number) = value { return .number(Typeset.short(number)) }
      return .text(value.words)
    }
  }

  private static func command(_ state: PageState) -> HTML {
    var words = ["pedlab runs"]
    if !state.experiment.isEmpty { words.append(ShellText.quoted(state.experiment)) }
    if !state[.condition].isEmpty { words.append("--where " + ShellText.quoted(state[.condition])) }
    if !state[.sort].isEmpty { words.append("--sort " + ShellText.quoted(state[.sort])) }
    if !state[.all].isEmpty { words.append("--all") }
    return CommandText.html(words.joined(separator: " ") + " --csv")
  }
}
