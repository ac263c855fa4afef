/// A model that could not be scored in a run.
package struct EvaluationFailure: Codable, Sendable, Equatable {
  /// The model that could not be scored.
  package var model: String
  /// One sentence.
  package var error: String
  /// What helps to understand it.
  package var log: String

  package init(model: String, error: String, log: String = "") {
    self.model = model
    self.error = error
    self.log = log
  }
}
