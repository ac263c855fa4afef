import Wording

/// The models that a correlation is over, of those that were scored.
struct ModelCount: Hashable, Comparable {
  let accuracies: Int
  let models: Int

  init(_ cell: FindingsTable.Cell) {
    accuracies = cell.accuracies ?? 0
    models = cell.models ?? 0
  }

  /// "12", "7 of 10".
  var text: String { accuracies == models ? "\(models)" : "\(accuracies) of \(models)" }

  var sentence: String {
    accuracies == models
      ? "n = \(counted(models, "model"))"
      : "n = \(accuracies) of \(counted(models, "model")); the others have no accuracy"
  }

  static func < (left: ModelCount, right: ModelCount) -> Bool {
    (left.accuracies, left.models) < (right.accuracies, right.models)
  }
}
