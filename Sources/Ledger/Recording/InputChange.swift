/// A dataset whose inputs are no longer those of an experiment's earlier runs.
package struct InputChange: Sendable, Equatable {
  /// The dataset whose inputs are others than before.
  package var dataset: String
  /// New runs because of it.
  package var runs: Int
  /// What differs (`features vae`, `labels`, `accuracy vae`), sorted; empty where the ledger does not
  /// know what the earlier digest was made of.
  package var parts: [String]

  package init(dataset: String, runs: Int, parts: [String]) {
    (self.dataset, self.runs, self.parts) = (dataset, runs, parts)
  }
}
