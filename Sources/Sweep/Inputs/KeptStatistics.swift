import FeatureStatistics
import FeatureStore
import LinearAlgebra
import Synchronization

/// Statistics that were computed before they are needed, as many as fit into a limit of memory.
final class KeptStatistics: Sendable {
  private struct State {
    var entries: [SweepInputs.Pair: ReducedFeatures] = [:]
    var bytes = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: bytes.
  init(limit: Int) { self.limit = limit }

  /// Keeps statistics, if there is room.
  func put(_ pair: SweepInputs.Pair, _ reduced: ReducedFeatures) {
    state.withLock { state in
      let bytes = Self.bytes(reduced)
      guard state.bytes + bytes <= limit else { return }
      state.entries[pair] = reduced
      state.bytes += bytes
    }
  }

  /// Removes the statistics and returns them.
  func take(_ pair: SweepInputs.Pair) -> ReducedFeatures? {
    state.withLock { state in
      guard let reduced = state.entries.removeValue(forKey: pair) else { return nil }
      state.bytes -= Self.bytes(reduced)
      return reduced
    }
  }

  private static func bytes(_ reduced: ReducedFeatures) -> Int {
    let (moments, scatter) = (reduced.moments, reduced.scatter)
    let moment = moments.means.elements.count + moments.variances.elements.count
    return 8 * (moment + (scatter?.elements.count ?? 0))
  }
}
