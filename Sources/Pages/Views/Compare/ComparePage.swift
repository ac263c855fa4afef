import Conditions
import Findings
import Ledger
import Wording

/// What differs between runs, and nothing else.
enum ComparePage: PageView {
  static let title = "Compare"
  /// Columns that a page can hold.
  private static let most = 8
  private static let times: Set = ["run", "created_at", "finished_at", "seconds"]

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let ids = FieldList.fields(state[.runs])
    guard ids.count <= most else {
      throw PageError.badRequest(
        "The address compares \(ids.count) runs; at most \(most) fit a page.")
    }
    let runs: [RecordedRun]
    do { runs = try ids.map(context.ledger.run) } catch { throw PageError.missing("\(error)") }
    guard runs.count >= 2 else { return form(state, runs) }
    let evaluations = try runs.map(context.ledger.evaluations(ofRun:))
    return [
      form(state, runs), settings(runs), ranks(runs, evaluations, state),
      energies(runs, evaluations),
      CommandText.html("pedlab compare " + runs.map(\.id).joined(separator: " ")),
    ].joined()
  }

  private static func form(_ state: PageState, _ runs: [RecordedRun]) -> HTML {
    """
    <form method="get" action="/compare" class="filter">
    <input type="hidden" name="experiment" value="\(state.experiment)">
    <label for="runs">Runs, with commas between</label>
    <input id="runs" name="runs" value="\(state[.runs])"> <button>Compare</button></form>
    <p class="note">The page Runs lists them; a run's page has its id.</p>
    """
  }

  /// Columns in which the runs differ.
  private static func settings(_ runs: [RecordedRun]) -> HTML {
    let rows = RunColumn.all.filter { !times.contains($0.name) }.compactMap {
      column -> [PageTable.Cell]? in
      let values = runs.map { column.value(of: $0) }
      guard Set(values).count > 1 else { return nil }
      return [.text(column.name)] + values.map { .number($0.words) }
    }
    guard !rows.isEmpty else { return "<p>The runs differ in no column but their times.</p>" }
    return PageTable(
      caption: "What differs", header: [""] + runs.map { HTML("\($0.id)") }, rows: rows
    ).html
  }

  /// Models whose rank by score changes from the first run, most first.
  private static func ranks(
    _ runs: [RecordedRun], _ evaluations: [[Evaluation]], _ state: PageState
  ) -> HTML {
    let tables = evaluations.map { own in
      Dictionary(own.map { one in (one.model, 1 + own.count { $0.score > one.score }) }) {
        first, _ in first
      }
    }
    let models = Set(tables.flatMap(\.keys)).sorted()
    let moved = models.map { model in (model, tables.map { $0[model] }) }
      .filter { Set($0.1).count > 1 }
    guard !moved.isEmpty else { return "<p>All models have the same ranks.</p>" }
    let rows = moved.map { model, ranks -> [PageTable.Cell] in
      [PageTable.Cell(content: ModelName.html(model, state))]
        + ranks.map { .number($0.map(String.init) ?? "—") }
    }
    return PageTable(
      caption: "\(counted(moved.count, "model")) of \(models.count) with another rank",
      header: ["model"] + runs.map { HTML("\($0.id)") }, rows: rows
    ).html
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
    return Figure.html(chart.svg(), "Mean relative potential energy of each run.")
  }
}
