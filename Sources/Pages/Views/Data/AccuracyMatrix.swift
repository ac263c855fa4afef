import Findings
import Ledger
import Wording

/// The accuracies that runs recorded, model by dataset.
struct AccuracyMatrix {
  private let datasets: [String]
  private let models: [String]
  private let values: [String: [String: Double]]

  /// - Parameter record: a run of each dataset.
  init(_ record: ExperimentRecord) throws {
    var values: [String: [String: Double]] = [:]
    try record.forEachRun { run, evaluations in
      for evaluation in evaluations {
        values[run.specification.dataset, default: [:]][evaluation.model] = evaluation.accuracy
      }
    }
    self.values = values
    datasets = values.keys.sorted()
    models = Set(record.runs.flatMap(\.specification.models)).sorted()
  }

  func html(_ state: PageState) -> HTML {
    guard !datasets.isEmpty else { return "<p>No run has recorded an accuracy yet.</p>" }
    let best = datasets.map { values[$0]?.values.max() }
    let rows = models.map { model -> [PageTable.Cell] in
      [PageTable.Cell(content: ModelName.html(model, state))]
        + zip(datasets, best).map { dataset, best in cell(model, dataset, best, state) }
    }
    return PageTable(
      caption:
        "Accuracies: \(counted(models.count, "model")), \(counted(datasets.count, "dataset")); the highest of "
        + "each dataset is bold; a value leads to the model's motion",
      header: ["model"] + datasets.map { HTML("\($0)") }, rows: rows
    ).html
  }

  private func cell(
    _ model: String, _ dataset: String, _ best: Double?, _ state: PageState
  ) -> PageTable.Cell {
    guard let value = values[dataset]?[model] else { return .number("—") }
    let motion = state.on(.motion) {
      $0[.dataset] = dataset
      $0[.model] = model
    }
    let text: HTML = "<a class=\"quiet\" href=\"\(motion.address)\">\(Typeset.short(value))</a>"
    return PageTable.Cell(content: value == best ? "<b>\(text)</b>" : text, isNumber: true)
  }
}
