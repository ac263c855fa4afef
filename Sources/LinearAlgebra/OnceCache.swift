import Synchronization

/// Values that are computed once per key, also when several threads ask at the same time: the
/// first computes, the others wait for it.
package final class OnceCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Entry: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }

  private let limit: Int
  private let entries = Mutex<[Key: Entry]>([:])

  /// - Parameter limit: values kept at most; one more, and all are let go of.
  package init(limit: Int = .max) { self.limit = limit }

  /// A thread that waits lends its core to who computes, if that divides its work.
  package func value(for key: Key, compute: () throws -> Value) throws -> Value {
    let entry = entry(key)
    let resolved =
      entry.result.withLockIfAvailable { Self.resolve(&$0, compute) }
      ?? CoreBudget.shared.lendingOne { entry.result.withLock { Self.resolve(&$0, compute) } }
    return try resolved.get()
  }

  private static func resolve(
    _ result: inout Result<Value, any Error>?, _ compute: () throws -> Value
  ) -> Result<Value, any Error> {
    let known = result ?? Result { try compute() }
    result = known
    return known
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
