/// The accuracies that fine-tuning models on datasets really reached.
package struct GroundTruth: Sendable, Equatable {
  /// The accuracy of a model on a dataset.
  package struct Accuracy: Sendable, Equatable {
    /// The model, as the table names it.
    package let model: String
    /// The dataset, as the table names it.
    package let dataset: String
    /// As given, in the unit of the source; the mean if there are several rows.
    package let accuracy: Double
    /// Standard deviation over the rows, or as the source states it; nil if unknown.
    package let spread: Double?
    /// Rows of the source (fine-tuning seeds).
    package let rows: Int

    /// Accuracies that are known already, without the checks of a table.
    package init(
      model: String, dataset: String, accuracy: Double, spread: Double? = nil, rows: Int = 1
    ) {
      self.model = model
      self.dataset = dataset
      self.accuracy = accuracy
      self.spread = spread
      self.rows = rows
    }
  }

  /// Which values are good.
  package enum Better: String, CaseIterable, Sendable {
    /// Accuracies.
    case higher
    /// Errors. Ranks are those of the negated values; Rel@k is undefined, because a ratio of
    /// errors is not a share of the best.
    case lower
  }

  /// Where they come from: a path, or the name of a built-in one.
  package let name: String
  /// nil if neither the source says nor its values tell.
  package let unit: AccuracyUnit?
  /// Whether a larger or a smaller number is better.
  package let better: Better
  /// Each pair once, in the order in which they were first met.
  package let entries: [Accuracy]
  /// In the order in which they were first met, with those that have no accuracy at all.
  package let models: [String]
  /// In the order of the table.
  package let datasets: [String]
  /// What was decided in reading the source and is worth telling once: sentences.
  package let remarks: [String]
  private let accuracies: [String: [String: Double]]

  /// - Parameter entries: each pair once.
  package init(
    name: String, entries: [Accuracy], unit: AccuracyUnit? = nil, better: Better = .higher
  ) {
    self.init(
      name: name, unit: unit, better: better, entries: entries, models: entries.map(\.model),
      datasets: entries.map(\.dataset), remarks: [])
  }

  init(
    name: String, unit: AccuracyUnit?, better: Better, entries: [Accuracy], models: [String],
    datasets: [String], remarks: [String]
  ) {
    self.name = name
    self.unit = unit
    self.better = better
    self.entries = entries
    self.models = Self.unique(models)
    self.datasets = Self.unique(datasets)
    self.remarks = remarks
    var accuracies: [String: [String: Double]] = [:]
    for entry in entries {
      accuracies[entry.dataset, default: [:]][entry.model] = entry.accuracy
    }
    self.accuracies = accuracies
  }

  /// As given; nil if there is no such pair.
  package func accuracy(model: String, dataset: String) -> Double? {
    accuracies[dataset]?[model]
  }

  /// The value to rank by, of which higher is better: the accuracy, or the negated error.
  package func merit(model: String, dataset: String) -> Double? {
    accuracy(model: model, dataset: dataset).map { better == .higher ? $0 : -$0 }
  }

  /// Whether another table has the same accuracies of the same models and datasets, in any order.
  package func hasValues(of other: GroundTruth) -> Bool {
    accuracies == other.accuracies && unit == other.unit && better == other.better
  }

  /// With some of the entries, and the names that these have.
  package func keeping(_ isKept: (Accuracy) -> Bool) -> GroundTruth {
    GroundTruth(name: name, entries: entries.filter(isKept), unit: unit, better: better)
  }

  private static func unique(_ names: [String]) -> [String] {
    var known: Set<String> = []
    return names.filter { known.insert($0).inserted }
  }
}
