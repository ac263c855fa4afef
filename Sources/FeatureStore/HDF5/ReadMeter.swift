import Synchronization

/// Counts the bytes that a store gives, from several threads at once, for who shows how far it is.
final class ReadMeter: Sendable {
  private let count = Atomic(0)

  var bytes: Int { count.load(ordering: .relaxed) }

  func add(_ bytes: Int) { count.wrappingAdd(bytes, ordering: .relaxed) }
}
