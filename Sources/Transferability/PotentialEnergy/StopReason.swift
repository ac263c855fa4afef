/// Why a motion ended.
package enum StopReason: String, Sendable, CaseIterable {
  case iterations
  case exitRatio = "exit_ratio"
  /// The first displacement is zero (or undefined: coincident means); nothing was applied.
  case noOverlap = "no_overlap"
}
