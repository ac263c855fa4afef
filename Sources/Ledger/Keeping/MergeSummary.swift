/// What merging another ledger did. Each run counts once.
package struct MergeSummary: Sendable, Equatable {
  /// Runs that were added.
  package var added = 0
  /// The same result was there already.
  package var same = 0
  /// The same result up to rounding was there, as with the BLAS kernels of another CPU; ours is kept.
  package var equalUpToRounding = 0
  /// The core types that such results were computed with.
  package var cores: Set<String> = []
  /// Ids of runs whose result here differs from the other ledger's; ours is kept.
  package var conflicts: [String] = []
  /// Ids of runs that are deleted here; they stay so.
  package var deleted: [String] = []
  /// Runs that are current in the other ledger, and superseded here: what they read is in another state
  /// than what the current runs here read.
  package var superseded = 0
  /// What differs, for example `features vae` or `accuracy vae`.
  package var differingInputs: Set<String> = []
  /// Runs of the other ledger that have no result (failed, queued ...) and are left out.
  package var unfinished = 0

  package init(
    added: Int = 0, same: Int = 0, conflicts: [String] = [], deleted: [String] = [],
    unfinished: Int = 0
  ) {
    (self.added, self.same, self.conflicts) = (added, same, conflicts)
    (self.deleted, self.unfinished) = (deleted, unfinished)
  }
}
