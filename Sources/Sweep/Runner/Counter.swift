import Synchronization

/// Counts up from several threads at once.
package final class Counter: Sendable {
  private let value = Atomic(0)

  package init() {}

  /// Counts one.
  ///
  /// - Returns: the count before.
  @discardableResult
  package func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
