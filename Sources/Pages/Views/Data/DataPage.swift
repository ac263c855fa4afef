import Findings
import Ledger
import Wording

/// What was read: accuracies by model and dataset, and the states of the inputs.
enum DataPage: PageView {
  static let title = "Data"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let record = try context.record()
    let accuracies = try accuracies(record)
    return [
      inputs(record), matrix(accuracies, record, state), try plan(context),
      CommandText.html("pedlab store check STORE"), CommandText.html("pedlab audit STORE"),
    ].joined()
  }

  /// By dataset and model, as the runs recorded them.
  private static func accuracies(_ record: ExperimentRecord) throws -> [String: [String: Double]] {
    var first: [String: RecordedRun] = [:]
    for run in record.scored where first[run.specification.dataset] == nil {
      first[run.specification.dataset] = run
    }
    var found: [String: [String: Double]] = [:]
    try record.forEachRun(of: first.keys.sorted().compactMap { first[$0] }) { run, evaluations in
      for evaluation in evaluations {
        found[run.specification.dataset, default: [:]][evaluation.model] = evaluation.accuracy
      }
    }
    return found
  }

  private static func inputs(_ record: ExperimentRecord) -> HTML {
    let states = Dictionary(grouping: record.runs, by: \.inputs)
    let rows = states.keys.sorted().map { digest -> [PageTable.Cell] in
      let runs = states[digest] ?? []
      let datasets = Set(runs.map(\.specification.dataset)).sorted()
      return [
        .text(digest), .text(listed(datasets)), .number("\(runs.count)"),
      ]
    }
    return PageTable(
      caption: "States of the inputs (SHA-256 of features, labels, references and accuracies)",
      header: ["digest", "datasets", "runs"], rows: rows
    ).html
  }

  private static func matrix(
    _ accuracies: [String: [String: Double]], _ record: ExperimentRecord, _ state: PageState
  ) -> HTML {
    let datasets = accuracies.keys.sorted()
    let models = Set((record.runs + record.unfinishedRuns).flatMap(\.specification.models)).sorted()
    guard !datasets.isEmpty else { return "<p>No run has recorded an accuracy yet.</p>" }
    let best = datasets.map { accuracies[$0]?.values.max() }
    let rows = models.map { model -> [PageTable.Cell] in
      [PageTable.Cell(content: ModelName.html(model, state))]
        + zip(datasets, best).map { dataset, best in
          guard let value = accuracies[dataset]?[model] else { return .number("—") }
          let text = Typeset.short(value)
          return value == best
            ? PageTable.Cell(content: "<b>\(text)</b>", isNumber: true) : .number(text)
        }
    }
    return PageTable(
      caption:
        "Accuracies: \(counted(models.count, "model")), \(counted(datasets.count, "dataset")); the best of "
        + "each dataset is bold",
      header: ["model"] + datasets.map { HTML("\($0)") }, rows: rows
    ).html
  }

  private static func plan(_ context: PageContext) throws -> HTML {
    guard let origin = try context.ledger.provenance(ofExperiment: context.state.experiment) else {
      return ""
    }
    return
      "<details><summary>The plan as it was resolved</summary><pre><code>\(origin.resolvedPlan)</code></pre></details>"
  }
}
