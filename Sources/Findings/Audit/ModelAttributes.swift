import Published

/// What is known of the models besides their accuracies: a CSV with the columns model and any of
/// family, parameters, dimension, source_accuracy.
package struct ModelAttributes: Sendable {
  /// An attribute by which models are put in an order.
  package enum Order: String, CaseIterable, Sendable {
    case parameters, dimension
    case sourceAccuracy = "source_accuracy"

    var title: String {
      switch self {
      case .parameters: "number of parameters"
      case .dimension: "feature dimension"
      case .sourceAccuracy: "accuracy on the source data"
      }
    }
  }

  /// By model.
  package let families: [String: String]
  /// By attribute, then by model.
  package let numbers: [Order: [String: Double]]

  /// Nothing is known.
  package static let none = ModelAttributes(families: [:], numbers: [:])

  package init(families: [String: String], numbers: [Order: [String: Double]]) {
    self.families = families
    self.numbers = numbers
  }

  /// Of the models of a built-in ground truth.
  package init(_ models: [PublishedModel]) {
    func values<Value>(_ value: (PublishedModel) -> Value?) -> [String: Value] {
      Dictionary(
        models.compactMap { model in value(model).map { (model.model, $0) } },
        uniquingKeysWith: { first, _ in first })
    }
    self.init(
      families: values(\.family),
      numbers: [
        .parameters: values { $0.parameters.map(Double.init) },
        .sourceAccuracy: values(\.sourceAccuracy),
      ])
  }

  /// These, and those of `other` where these have none.
  package func completed(by other: ModelAttributes) -> ModelAttributes {
    ModelAttributes(
      families: families.merging(other.families) { own, _ in own },
      numbers: numbers.merging(other.numbers) { own, theirs in
        own.merging(theirs) { own, _ in own }
      })
  }
}
