import Synchronization

/// Values that are computed once per key, also when several threads ask at the same time: the
/// first computes, the others wait for it. An error is kept like a value.
package final class OnceCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Entry: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }

  private let limit: Int
  private let entries = Mutex<[Key: Entry]>([:])

  /// - Parameter limit: values kept at most; one more, and all are let go of.
  package init(limit: Int = .max) { self.limit = limit }

  /// The value of `key`. A thread that waits for it lends its core to the one that computes, if that
  /// divides its work.
  ///
  /// - Throws: what `compute` threw, when it was called for this key: now or before. An error that
  ///   this call's `compute` cannot throw is not kept: it computes anew.
  package func value<Failure>(
    for key: Key, compute: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let entry = entry(key)
    let resolved =
      entry.result.withLockIfAvailable { Self.resolve(&$0, compute) }
      ?? CoreBudget.current.lendingOne { entry.result.withLock { Self.resolve(&$0, compute) } }
    return try resolved.get()
  }

  private static func resolve<Failure>(
    _ stored: inout Result<Value, any Error>?, _ compute: () throws(Failure) -> Value
  ) -> Result<Value, Failure> {
    switch stored {
    case .success(let value): return .success(value)
    case .failure(let error as Failure): return .failure(error)
    case .failure, nil: break
    }
    let computed = Result(catching: compute)
    stored = computed.mapError { $0 }
    return computed
  }

  private func entry(_ key: Key) -> Entry {
    entries.withLock { entries in
      if let entry = entries[key] { return entry }
      if entries.count >= limit { entries = [:] }
      let entry = Entry()
      entries[key] = entry
      return entry
    }
  }
}
