import FlyingSocks

/// Server-sent events: one whenever the ledger has changed, a comment now and then, by which a
/// connection that has gone is noticed.
package struct EventStream: AsyncBufferedSequence, Sendable {
  package typealias Element = UInt8

  let watch: LedgerWatch
  let version: Int

  /// Between two signs of life.
  static let heartbeat = Duration.seconds(15)

  package func makeAsyncIterator() -> Iterator { Iterator(watch: watch, version: version) }

  package struct Iterator: AsyncBufferedIteratorProtocol {
    let watch: LedgerWatch
    var version: Int
    private var pending: [UInt8] = []

    init(watch: LedgerWatch, version: Int) {
      (self.watch, self.version) = (watch, version)
      pending = Array("retry: 2000\n\n".utf8)
    }

    package mutating func next() async throws -> UInt8? {
      if pending.isEmpty { pending = try await message() }
      return pending.isEmpty ? nil : pending.removeFirst()
    }

    package mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      if pending.isEmpty { pending = try await message() }
      defer { pending.removeFirst(Swift.min(count, pending.count)) }
      return Array(pending.prefix(count))
    }

    private mutating func message() async throws -> [UInt8] {
      guard let next = try await watch.next(after: version, within: EventStream.heartbeat) else {
        return Array(": still here\n\n".utf8)
      }
      version = next
      return Array("event: ledger\ndata: \(next)\n\n".utf8)
    }
  }
}
