/// When a run was computed, and how much of it was recorded: what rates are made of.
package struct WorkSpan: Sendable, Equatable {
  /// When it was claimed, in seconds since 1970.
  package let start: Double
  /// When it was recorded; nil: it is being computed.
  package let end: Double?
  /// Of it, in the ledger.
  package let evaluations: Int

  package init(start: Double, end: Double?, evaluations: Int) {
    (self.start, self.end, self.evaluations) = (start, end, evaluations)
  }
}
