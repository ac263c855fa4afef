import Conditions
import Findings
import Ledger
import Wording

/// What differs between runs, and nothing else.
enum ComparePage: PageView {
  static let title = "Compare"
  /// Columns that a page can hold.
  private static let most = 8
  /// Of the values that were computed; the command prints all.
  private static let mostResults = 500

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let ids = FieldList.fields(state[.runs])
    guard ids.count <= most else {
      throw PageError.badRequest(
        "The address compares \(ids.count) runs; at most \(most) fit a page.")
    }
    let runs: [RecordedRun]
    do { runs = try ids.map(context.ledger.run) } catch { throw PageError.missing("\(error)") }
    guard runs.count >= 2 else { return form(state) }
    let found = try RunDifferences(runs, in: context.ledger)
    let heads = runs.map { run -> HTML in
      "<a href=\"\(state.on(.run) { $0[.run] = run.id }.address)\">\(run.id)</a>"
    }
    return [
      form(state), given(found, heads), ranks(found, heads, state),
      energies(runs, try runs.map(context.ledger.evaluations(ofRun:))), results(found, heads),
      CommandText.html(
        "pedlab compare " + runs.map(\.id).joined(separator: " "), of: context.ledger),
    ].joined()
  }

  /// Numbers with as many digits as tell them apart.
  private static func cells(_ values: [ExpressionValue]) -> [PageTable.Cell] {
    let numbers = values.map { if case .number(let number) = $0 { number } else { Double.nan } }
    return zip(values, zip(numbers, Typeset.apart(numbers))).map { value, number in
      guard case .number = value else { return .number(value.exact) }
      return .rounded(number.0, number.1)
    }
  }

  private static func form(_ state: PageState) -> HTML {
    """
    <form method="get" action="/compare" class="filter">
    <input type="hidden" name="experiment" value="\(state.experiment)">
    <label for="runs">Runs, separated by commas</label>
    <input id="runs" name="runs" value="\(state[.runs])"> <button>Compare</button></form>
    <p class="note">The page Runs lists them: tick some there, or copy their ids.</p>
    """
  }

  /// Columns, inputs and origins in which the runs differ.
  private static func given(_ found: RunDifferences, _ heads: [HTML]) -> HTML {
    let rows = found.differing.prefix(found.given).map { row -> [PageTable.Cell] in
      [.text(row.name)] + cells(row.values)
    }
    guard !rows.isEmpty else { return "<p>The runs differ in no column but their times.</p>" }
    return PageTable(caption: "What differs", header: [""] + heads, rows: Array(rows)).html
  }

  /// Models whose rank by score changes.
  private static func ranks(
    _ found: RunDifferences, _ heads: [HTML], _ state: PageState
  ) -> HTML {
    let rows = found.ranks.map { model, ranks -> [PageTable.Cell] in
      [PageTable.Cell(content: ModelName.html(model, state))]
        + ranks.map { .number($0.isEmpty ? "—" : $0) }
    }
    guard !rows.isEmpty else { return "<p>All models have the same ranks.</p>" }
    return PageTable(
      caption: "\(counted(rows.count, "model")) whose "
        + (rows.count == 1 ? "rank differs" : "ranks differ"), header: ["model"] + heads,
      rows: rows
    ).html
  }

  private static func results(_ found: RunDifferences, _ heads: [HTML]) -> HTML {
    let all = found.differing.dropFirst(found.given)
    let rows = all.prefix(mostResults).map { row -> [PageTable.Cell] in
      [.text(row.name)] + cells(row.values)
    }
    guard !rows.isEmpty else { return "" }
    let shown =
      all.count > rows.count ? "the first \(rows.count) of \(all.count)" : "\(all.count)"
    return """
      <details><summary>Every value that differs (\(shown))</summary>
      \(PageTable(caption: "Values that differ", header: [""] + heads, rows: Array(rows)).html)</details>
      """
  }

  private static func energies(_ runs: [RecordedRun], _ evaluations: [[Evaluation]]) -> HTML {
    let lines = zip(runs, evaluations).compactMap { run, own -> LinePanels.Plain? in
      let mean = MeanEnergy.relative(own)
      guard mean.count > 1 else { return nil }
      return (name: run.id, points: mean.enumerated().map { (Double($0.offset), $0.element) })
    }
    guard !lines.isEmpty else { return "" }
    let chart = LinePanels(
      title: "Potential energy", subtitle: "mean over models, relative to step 0", xName: "step",
      yName: "energy / energy at step 0", lines: lines)
    return Figure.html(chart.svg, "Mean relative potential energy of each run.")
  }
}
