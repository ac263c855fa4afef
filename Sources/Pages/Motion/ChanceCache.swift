import Findings
import Parallel

/// What trying settings gives by chance, computed once for each power of two of tries: a slider moves
/// faster than 40,000 permutations.
final class ChanceCache: Sendable {
  private struct Key: Hashable {
    let models: Int
    let orders: Int
  }

  private let levels = OnceCache<Key, ChanceLevels?>()

  /// Of the first power of two that is at least `tried`.
  func level(models: Int, tried: Int) -> ChanceLevels? {
    var orders = 1
    while orders < tried { orders *= 2 }
    return levels.value(for: Key(models: models, orders: orders)) {
      ChanceLevels(models: models, orders: orders)
    }
  }
}
