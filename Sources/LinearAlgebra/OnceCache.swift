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

  package func value(for key: Key, compute: () throws -> Value) throws -> Value {
    try entry(key).result.withLock { result in
      let known = result ?? Result { try compute() }
      result = known
      return known
    }.get()
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
