/// How many runs to claim at once: few enough that other processes get their share and that a process
/// that dies leaves little behind, many enough that claiming and preparing cost little.
struct ClaimSize {
  /// Runs at most.
  private(set) var limit = 64

  private static let allowed = 4...256
  /// Seconds that a claim should last.
  private static let aim = 2.0...10.0

  /// - Parameters:
  ///   - seconds: what the last claim took.
  ///   - allFit: prepared models stay for the next claim; otherwise each claim prepares them anew, and
  ///     is as large as it may be.
  mutating func adapt(_ seconds: Double, allFit: Bool) {
    guard allFit else {
      limit = Self.allowed.upperBound
      return
    }
    if seconds < Self.aim.lowerBound { limit = min(Self.allowed.upperBound, 4 * limit) }
    if seconds > Self.aim.upperBound { limit = max(Self.allowed.lowerBound, limit / 2) }
  }
}
