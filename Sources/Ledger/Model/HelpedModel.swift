/// A model of runs that other processes have claimed, which this process scores for them.
package struct HelpedModel: Sendable, Equatable {
  /// The model's name.
  package let model: String
  /// All on the same dataset.
  package let runs: [ClaimedRun]

  /// The dataset of all the runs.
  package var dataset: String { runs[0].specification.dataset }
}
