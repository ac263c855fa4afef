/// A process that computes what this one waits for.
package struct ClaimHolder: Sendable, Hashable {
  /// The name of its machine.
  package let host: String
  /// Its number there.
  package let process: Int
  /// Runs that it has claimed.
  package let runs: Int
  /// When it claimed the first of them; seconds since 1970.
  package let since: Double?
}
