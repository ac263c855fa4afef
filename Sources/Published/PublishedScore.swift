/// A metric's score as it was published beside a ground truth.
package struct PublishedScore: Sendable {
  /// Its name in the ground truth.
  package let model: String
  /// Its name in the ground truth.
  package let dataset: String
  /// As the source has it, in lower case.
  package let metric: String
  /// As it was published.
  package let score: Double
}
