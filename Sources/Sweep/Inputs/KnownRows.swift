import FeatureStore
import Synchronization

/// What features were when they were read: nothing is read for it.
final class KnownRows: Sendable {
  private let contents = Mutex<[SweepInputs.Pair: FeatureContent]>([:])

  /// Notes what was found of a pair's features.
  func note(_ content: FeatureContent, of pair: SweepInputs.Pair) {
    contents.withLock { $0[pair] = content }
  }

  /// nil where the features were not read.
  func content(of pair: SweepInputs.Pair) -> FeatureContent? { contents.withLock { $0[pair] } }
}
