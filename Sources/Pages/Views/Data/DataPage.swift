import Conditions
import Findings
import Ledger
import Wording

/// What was read: accuracies by model and dataset, the states of the inputs, and when asked for, what is
/// wrong with the store and whether its accuracies can tell metrics apart.
enum DataPage: PageView {
  static let title = "Data"

  static func content(_ context: PageContext) throws -> HTML {
    let results = try context.results()
    return [
      try check(context), try AccuracyMatrix(results.truth()).html(context.state),
      try inputs(context), plan(results),
      try commands(results),
    ].joined()
  }

  /// Several files are checked through their plan.
  private static func commands(_ results: ExperimentResults) throws -> HTML {
    guard let origin = results.provenance else { return "" }
    let check =
      results.store.map { "pedlab store check \(ShellText.quoted($0))" }
      ?? "pedlab run \(ShellText.quoted(origin.planPath)) --dry-run"
    let audit = try results.plan.flatMap {
      AuditText.line($0, store: results.store, truth: try results.truth())
    }
    return [CommandText.html(check), audit.map { CommandText.html($0) } ?? ""].joined()
  }

  /// It reads the whole store: only when asked for.
  private static func check(_ context: PageContext) throws -> HTML {
    let state = context.state
    guard state[.check].isEmpty else {
      return try context.replays.check(state.experiment).html(state)
    }
    guard context.formToken != nil else { return "" }
    let asked = state.with { $0[.check] = "1" }
    return """
      <p><a href="\(asked.address)">Check the store and audit the accuracies</a> (reads every feature, or its \
      statistics in the cache).</p>
      """
  }

  private static func inputs(_ context: PageContext) throws -> HTML {
    let groups = try context.ledger.groups(
      RunQuery(experiment: context.state.experiment), by: ["inputs", "dataset"])
    let states = Dictionary(grouping: groups) { $0.keys[0].words }
    let rows = states.keys.sorted().map { digest -> [PageTable.Cell] in
      let own = states[digest] ?? []
      return [
        .text(digest), .text(listed(own.map { $0.keys[1].words })),
        .number("\(own.reduce(0) { $0 + $1.runs })"),
      ]
    }
    return PageTable(
      caption: "States of the inputs (SHA-256 of features, labels, references and accuracies)",
      header: ["digest", "datasets", "runs"], rows: rows
    ).html
  }

  private static func plan(_ results: ExperimentResults) -> HTML {
    guard let origin = results.provenance else { return "" }
    return """
      <details><summary>The plan as it was resolved</summary>\
      <pre tabindex="0"><code>\(origin.resolvedPlan)</code></pre></details>
      """
  }
}
