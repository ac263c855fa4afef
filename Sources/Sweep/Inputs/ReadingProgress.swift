import Synchronization

/// How far the features of a plan are read, for who watches. Features whose digest the cache knows are
/// passed over at once.
package final class ReadingProgress: Sendable {
  /// How far it is at a moment.
  package struct State: Sendable, Equatable {
    /// Models on datasets.
    package var pairs = 0
    /// Of these, those that are read.
    package var pairsDone = 0
    /// Of all pairs, filters undone.
    package var bytes = 0
    /// Of the pairs that are read.
    package var bytesDone = 0
    /// What is being read, "vae on digits"; nil before anything is.
    package var current: String?
  }

  private let state = Mutex(State())

  package init() {}

  /// How far it is now.
  package var now: State { state.withLock { $0 } }

  /// - Parameter sizes: bytes of the features of each pair.
  func begin(_ sizes: [Int]) {
    state.withLock {
      $0.pairs = sizes.count
      $0.bytes = sizes.reduce(0, +)
    }
  }

  func reading(_ name: String) { state.withLock { $0.current = name } }

  func read(_ bytes: Int) {
    state.withLock {
      $0.pairsDone += 1
      $0.bytesDone += bytes
    }
  }
}
