import Parallel
import Platform
import Synchronization
import Testing

struct OnceCacheTests {
  private struct NoValue: Error, Equatable {}

  @Test func `A value is computed once, whoever asks`() throws {
    let cache = OnceCache<Int, Int>()
    let computed = Atomic(0)
    let values = try parallelMap(count: 64, workers: 4) { index in
      cache.value(for: index % 2) {
        computed.add(1, ordering: .relaxed)
        usleep(20_000)
        return 7 + index % 2
      }
    }
    #expect(values == (0..<64).map { 7 + $0 % 2 })
    #expect(computed.load(ordering: .relaxed) == 2)
  }

  @Test func `An error is kept like a value`() {
    let cache = OnceCache<Int, Int>()
    #expect(throws: NoValue()) { try cache.value(for: 2) { throw NoValue() } }
    #expect(throws: NoValue()) { try cache.value(for: 2) { () throws -> Int in 9 } }
  }

  @Test func `A full cache begins anew`() {
    let cache = OnceCache<Int, Int>(limit: 2)
    for key in 0..<3 { #expect(cache.value(for: key) { key } == key) }
    #expect(cache.value(for: 2) { -1 } == 2)
    #expect(cache.value(for: 0) { -1 } == -1)
  }
}
