/// A model of a built-in ground truth: a row of models.csv.
package struct PublishedModel: Sendable {
  /// Its name in the ground truth.
  package let model: String
  /// Of architectures; nil where the name does not say.
  package let family: String?
  /// What it was pre-trained on, or how.
  package let pretraining: String?
  /// All of them, with the head of the source; nil where they are not known.
  package let parameters: Int?
  /// Top-1 accuracy on ImageNet in percent, as torchvision states it.
  package let sourceAccuracy: Double?

  static func all(of hub: String) -> [PublishedModel] {
    PublishedTable(EmbeddedText.models_csv, "models.csv").rows
      .filter { $0["hub"] == hub }
      .map { row in
        PublishedModel(
          model: row["model"], family: given(row["family"]), pretraining: given(row["pretraining"]),
          parameters: Int(row["parameters"]), sourceAccuracy: Double(row["source_accuracy"]))
      }
  }

  private static func given(_ text: String) -> String? { text.isEmpty ? nil : text }
}
