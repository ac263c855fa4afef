import Conditions
import Findings
import Ledger
import Wording

/// All that is recorded of one run.
enum RunPage: PageView {
  static let title = "Run"

  static func content(_ context: PageContext) throws -> HTML {
    let id = context.state[.run]
    guard !id.isEmpty else { throw PageError.badRequest("The address names no run.") }
    let run: RecordedRun
    do { run = try context.ledger.run(id) } catch {
      throw PageError.missing("\(error)")
    }
    let evaluations = try context.ledger.evaluations(ofRun: run)
    let failures = try context.ledger.failures(ofRun: run)
    return [
      values(run), scores(run, evaluations, context.state), self.failures(failures),
      energy(run, evaluations), try marks(run, context), try origin(run, context),
      CommandText.html("pedlab show \(run.id)", of: context.ledger),
      CommandText.html("pedlab reproduce \(run.id)", of: context.ledger),
    ].joined()
  }

  private static func values(_ run: RecordedRun) -> HTML {
    let pairs = RunRows.values(of: run).map { row -> HTML in
      let words = row.column.kind == .time ? run.time(row.column) : row.value.words
      return "<dt>\(row.column.name)</dt><dd>\(words)</dd>"
    }
    let switches = RunRows.switches(of: run).map { row -> HTML in
      "<dt>\(row.name)</dt><dd>\(row.text)</dd>"
    }
    return "<dl class=\"values\">\(pairs)\(switches)</dl>"
  }

  private static func scores(
    _ run: RecordedRun, _ evaluations: [Evaluation], _ state: PageState
  ) -> HTML {
    let ranked = evaluations.sorted { ($1.score, $0.model) < ($0.score, $1.model) }
    let rows = ranked.map { evaluation -> [PageTable.Cell] in
      [
        PageTable.Cell(content: ModelName.html(evaluation.model, state)),
        .rounded(evaluation.score),
        evaluation.accuracy.map { PageTable.Cell.rounded($0) } ?? .number("—"),
        .number(evaluation.stepsTaken.map(String.init) ?? ""), .text(evaluation.stop ?? ""),
        .text(evaluation.notes.joined(separator: "; ")),
      ]
    }
    return PageTable(
      caption: "\(counted(evaluations.count, "model")), best first",
      header: ["model", "score", "accuracy", "steps", "stop", "notes"], rows: rows
    ).html
  }

  private static func failures(_ failures: [EvaluationFailure]) -> HTML {
    guard !failures.isEmpty else { return "" }
    let items = failures.map { failure -> HTML in
      "<li><b>\(failure.model)</b>: \(failure.error)</li>"
    }
    return "<h2>Not scored</h2><ul>\(items)</ul>"
  }

  private static func energy(_ run: RecordedRun, _ evaluations: [Evaluation]) -> HTML {
    let lines = evaluations.filter { $0.trace.count > 1 }.map { evaluation -> LinePanels.Plain in
      (
        name: evaluation.model,
        points: evaluation.trace.map { (Double($0.step), $0.potentialEnergy) }
      )
    }
    guard !lines.isEmpty else { return "" }
    let chart = LinePanels(
      title: "Potential energy", subtitle: run.specification.ped?.phrase,
      xName: "step", yName: "potential energy", lines: lines, areModels: true)
    return Figure.html(chart.svg, "Potential energy of each model by step.")
  }

  private static func origin(_ run: RecordedRun, _ context: PageContext) throws -> HTML {
    guard let origin = try context.ledger.provenance(ofRun: run) else { return "" }
    let items = RunRows.origin(origin).map { row -> HTML in
      "<dt>\(row.name)</dt><dd>\(row.text)</dd>"
    }
    return """
      <h2>Origin</h2><dl class="values">\(items)</dl>
      <details><summary>The plan as it was resolved</summary><pre><code>\(origin.resolvedPlan)</code></pre></details>
      """
  }

  /// The one thing that pages can change.
  private static func marks(_ run: RecordedRun, _ context: PageContext) throws -> HTML {
    let tags = try context.ledger.tags(of: run.address)
    let note = try context.ledger.note(of: run.address) ?? ""
    guard let token = context.formToken else {
      return "<p>Tags: \(tags.joined(separator: " ")). Note: \(note)</p>"
    }
    return """
      <h2>Tags and note</h2>
      <form method="post" action="/change" class="marks">
      <input type="hidden" name="token" value="\(token)">
      <input type="hidden" name="run" value="\(run.id)">
      <input type="hidden" name="back" value="\(context.state.address)">
      <label>Tags, separated by spaces <input name="tags" value="\(tags.joined(separator: " "))"></label>
      <label>Note <textarea name="note" rows="3">\(note)</textarea></label>
      <button>Save</button></form>
      """
  }
}
