/// Where a tracker's runs keep model, dataset and accuracy.
package struct TrackedColumns: Sendable {
  /// A parameter, tag or column.
  package var model: String
  /// A parameter, tag or column.
  package var dataset: String
  /// A metric or column.
  package var accuracy: String

  package init(model: String, dataset: String, accuracy: String) {
    self.model = model
    self.dataset = dataset
    self.accuracy = accuracy
  }
}
