/// The accuracies that fine-tuning reached, by dataset and model.
package struct GroundTruth: Sendable {
  /// A path, or the name of a built-in one.
  package let name: String
  /// In the order of the file.
  package let models: [String]
  package let datasets: [String]
  private let accuracies: [String: [String: Double]]

  /// Reads model,dataset,accuracy; other columns are ignored.
  ///
  /// - Throws: ``CSVError``: a missing column, a value that is no number, a pair given twice.
  package init(_ table: CSVTable) throws {
    let model = try table.requiredIndex(of: "model")
    let dataset = try table.requiredIndex(of: "dataset")
    let accuracy = try table.requiredIndex(of: "accuracy")
    var models = OrderedNames()
    var datasets = OrderedNames()
    var accuracies: [String: [String: Double]] = [:]
    for row in table.rows {
      let (model, dataset) = (table.text(row, model), table.text(row, dataset))
      models.insert(model)
      datasets.insert(dataset)
      guard let value = try table.number(row, accuracy) else { continue }
      guard accuracies[dataset, default: [:]].updateValue(value, forKey: model) == nil else {
        throw CSVError(
          "\(table.name), line \(row.line): model '\(model)' on dataset '\(dataset)' has an "
            + "accuracy already, in a line above.")
      }
    }
    name = table.name
    self.models = models.names
    self.datasets = datasets.names
    self.accuracies = accuracies
  }

  /// Reads a table with one row per model and one column per dataset.
  package init(matrix table: CSVTable) throws {
    var accuracies: [String: [String: Double]] = [:]
    for row in table.rows {
      for column in 1..<table.header.count {
        guard let value = try table.number(row, column) else { continue }
        accuracies[table.header[column], default: [:]][row.fields[0]] = value
      }
    }
    name = table.name
    models = table.rows.map { $0.fields[0] }
    datasets = Array(table.header.dropFirst())
    self.accuracies = accuracies
  }

  /// nil if the ground truth has no such pair.
  package func accuracy(model: String, dataset: String) -> Double? {
    accuracies[dataset]?[model]
  }
}

/// Names in the order in which they were first met.
struct OrderedNames {
  private(set) var names: [String] = []
  private var known: Set<String> = []

  mutating func insert(_ name: String) {
    if known.insert(name).inserted { names.append(name) }
  }
}
