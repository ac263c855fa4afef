import Synchronization

/// What was read for the digests and is needed later, as much as fits into a limit of memory.
final class KeptValues<Value: Sendable>: Sendable {
  private struct State {
    var entries: [SweepInputs.Pair: Value] = [:]
    var bytes = 0
  }

  private let limit: Int
  private let size: @Sendable (Value) -> Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - limit: bytes.
  ///   - size: the bytes of a value.
  init(limit: Int, size: @escaping @Sendable (Value) -> Int) {
    self.limit = limit
    self.size = size
  }

  /// Keeps a value, if there is room.
  func put(_ pair: SweepInputs.Pair, _ value: Value) {
    let bytes = size(value)
    state.withLock { state in
      guard state.bytes + bytes <= limit else { return }
      state.entries[pair] = value
      state.bytes += bytes
    }
  }

  /// Bytes of what is kept now.
  var total: Int { state.withLock { $0.bytes } }

  /// Bytes of what is kept of a pair.
  func bytes(of pair: SweepInputs.Pair) -> Int {
    state.withLock { $0.entries[pair].map(size) ?? 0 }
  }

  /// Removes the value and returns it.
  func take(_ pair: SweepInputs.Pair) -> Value? {
    state.withLock { state in
      guard let value = state.entries.removeValue(forKey: pair) else { return nil }
      state.bytes -= size(value)
      return value
    }
  }
}
