/// Settings under which one model is to be scored on one dataset.
package struct PairWork: Codable, Sendable, Equatable {
  /// Its name in the store.
  package let dataset: String
  /// Its name in the store.
  package let model: String
  /// Among the settings of the job.
  package let settings: IndexRanges
  /// A digest of all that the evaluations read.
  package let inputs: String
  /// Seconds of one core that they are expected to take.
  package let seconds: Double
  /// Bytes of features that are read.
  package let bytes: Int
  /// Bytes of memory for the prepared model.
  package let memory: Int

  package init(
    dataset: String, model: String, settings: IndexRanges, inputs: String, seconds: Double,
    bytes: Int, memory: Int
  ) {
    (self.dataset, self.model, self.settings) = (dataset, model, settings)
    (self.inputs, self.seconds, self.bytes, self.memory) = (inputs, seconds, bytes, memory)
  }
}
