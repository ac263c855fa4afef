import Ledger

/// An evaluation that is to be computed.
package struct MissingEvaluation: Sendable {
  /// Without dataset, models and inputs.
  package let setting: RunSpecification
  /// Its name in the store.
  package let dataset: String
  /// Its name in the store.
  package let model: String
  /// All that it reads, by digest.
  package let inputs: String

  package init(setting: RunSpecification, dataset: String, model: String, inputs: String) {
    (self.setting, self.dataset, self.model, self.inputs) = (setting, dataset, model, inputs)
  }
}
