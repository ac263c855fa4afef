import Tabular

/// The fine-tuned accuracies of models (rows) on datasets (columns), higher is better.
package struct TruthTable: Sendable {
  /// In the order of the rows.
  package let models: [String]
  /// In the order of the columns.
  package let datasets: [String]
  /// By dataset, then by model; nil where there is none. Errors are negated.
  package let merits: [[Double?]]
  /// Standard error of each merit, where the source has repetitions: the standard deviation over
  /// seeds by the square root of their number.
  package let errors: [[Double?]]

  /// - Parameter datasets: nil takes all.
  package init(_ truth: GroundTruth, datasets chosen: [String]? = nil) {
    let datasets = truth.datasets.filter { chosen?.contains($0) ?? true }
    var entries: [String: [String: GroundTruth.Accuracy]] = [:]
    for entry in truth.entries { entries[entry.dataset, default: [:]][entry.model] = entry }
    models = truth.models
    self.datasets = datasets
    merits = datasets.map { dataset in
      truth.models.map { truth.merit(model: $0, dataset: dataset) }
    }
    errors = datasets.map { dataset in
      truth.models.map { model in
        guard let entry = entries[dataset]?[model], let spread = entry.spread, entry.rows > 1 else {
          return nil
        }
        return spread / Double(entry.rows).squareRoot()
      }
    }
  }

  /// Accuracies that are known already; see the properties for shapes.
  ///
  /// - Parameter errors: nil where nothing is known of them.
  package init(
    models: [String], datasets: [String], merits: [[Double?]], errors: [[Double?]]? = nil
  ) {
    self.models = models
    self.datasets = datasets
    self.merits = merits
    self.errors = errors ?? merits.map { $0.map { _ in nil } }
  }

  /// The same table with some of its models.
  package func selecting(models chosen: [Int]) -> TruthTable {
    TruthTable(
      models: chosen.map { models[$0] }, datasets: datasets,
      merits: merits.map { row in chosen.map { row[$0] } },
      errors: errors.map { row in chosen.map { row[$0] } })
  }

  /// The same table with some of its datasets, in their order, and the models that have an accuracy there.
  package func selecting(datasets chosen: [String]) -> TruthTable {
    let places = chosen.compactMap(datasets.firstIndex)
    let present = models.indices.filter { model in
      places.contains { merits[$0][model] != nil }
    }
    return TruthTable(
      models: models, datasets: places.map { datasets[$0] }, merits: places.map { merits[$0] },
      errors: places.map { errors[$0] }
    ).selecting(models: present)
  }

  /// The same table with other names of models and datasets.
  package func renamed(_ names: [String: String]) -> TruthTable {
    TruthTable(
      models: models.map { names[$0] ?? $0 }, datasets: datasets.map { names[$0] ?? $0 },
      merits: merits, errors: errors)
  }

  /// Whether every model has an accuracy on every dataset.
  package var isComplete: Bool { merits.allSatisfy { $0.allSatisfy { $0 != nil } } }
}
