/// The accuracies that fine-tuning models on datasets really reached.
package struct GroundTruth: Sendable, Equatable {
  package struct Accuracy: Sendable, Equatable {
    package let model: String
    package let dataset: String
    /// In the unit of the source (percent or fraction).
    package let accuracy: Double

    package init(model: String, dataset: String, accuracy: Double) {
      self.model = model
      self.dataset = dataset
      self.accuracy = accuracy
    }
  }

  /// Where they come from: a path, or the name of a built-in one.
  package let name: String
  /// "percent", "fraction", ...; nil if the source does not say.
  package let unit: String?
  package let entries: [Accuracy]
  /// In the order in which they were first met, with those that have no accuracy at all.
  package let models: [String]
  package let datasets: [String]
  private let accuracies: [String: [String: Double]]

  /// - Parameter entries: each pair once.
  package init(name: String, entries: [Accuracy], unit: String? = nil) {
    self.init(
      name: name, unit: unit, entries: entries, models: entries.map(\.model),
      datasets: entries.map(\.dataset))
  }

  private init(
    name: String, unit: String? = nil, entries: [Accuracy], models: [String], datasets: [String]
  ) {
    self.name = name
    self.unit = unit
    self.entries = entries
    self.models = Self.unique(models)
    self.datasets = Self.unique(datasets)
    var accuracies: [String: [String: Double]] = [:]
    for entry in entries {
      accuracies[entry.dataset, default: [:]][entry.model] = entry.accuracy
    }
    self.accuracies = accuracies
  }

  /// nil if there is no such pair.
  package func accuracy(model: String, dataset: String) -> Double? {
    accuracies[dataset]?[model]
  }

  private static func unique(_ names: [String]) -> [String] {
    var known: Set<String> = []
    return names.filter { known.insert($0).inserted }
  }
}

extension GroundTruth {
  /// Reads model,dataset,accuracy; other columns are ignored, and a row without an accuracy says
  /// nothing.
  ///
  /// - Throws: ``CSVError``: a missing column, a value that is no number, a pair given twice.
  package init(_ table: CSVTable) throws {
    let model = try table.requiredIndex(of: "model")
    let dataset = try table.requiredIndex(of: "dataset")
    let accuracy = try table.requiredIndex(of: "accuracy")
    var lines: [[String]: Int] = [:]
    var entries: [Accuracy] = []
    for row in table.rows {
      guard let value = try table.number(row, accuracy), !value.isNaN else { continue }
      guard value.isFinite else {
        throw CSVError(
          "\(table.name), line \(row.line), column 'accuracy': \(value) is no accuracy; a finite "
            + "number is allowed, or nothing.")
      }
      let pair = [table.text(row, model), table.text(row, dataset)]
      if let earlier = lines.updateValue(row.line, forKey: pair) {
        throw CSVError(
          "\(table.name), line \(row.line): model '\(pair[0])' on dataset '\(pair[1])' has an "
            + "accuracy already, in line \(earlier); one is allowed.")
      }
      entries.append(Accuracy(model: pair[0], dataset: pair[1], accuracy: value))
    }
    self.init(
      name: table.name, entries: entries, models: table.rows.map { table.text($0, model) },
      datasets: table.rows.map { table.text($0, dataset) })
  }

  /// Reads a row per model (its name first) and a column per dataset.
  ///
  /// - Throws: ``CSVError`` for a value that is no number.
  package init(matrix table: CSVTable) throws {
    var entries: [Accuracy] = []
    for row in table.rows {
      for column in 1..<table.header.count {
        guard let value = try table.number(row, column) else { continue }
        entries.append(
          Accuracy(model: row.fields[0], dataset: table.header[column], accuracy: value))
      }
    }
    self.init(
      name: table.name, entries: entries, models: table.rows.map { $0.fields[0] },
      datasets: Array(table.header.dropFirst()))
  }
}
