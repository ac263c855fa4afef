import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many cores are free for work that can be divided: a sweep's tasks take one each, and what a
/// task divides runs on more only while others have nothing to do.
package final class CoreBudget: Sendable {
  package static let shared = CoreBudget()

  private let spare: Mutex<Int>

  private init() { spare = Mutex(max(0, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1)) }

  /// Begins anew with `cores` that nobody uses.
  package func set(cores: Int) { spare.withLock { $0 = cores } }

  /// Runs `body`, which uses one core.
  package func occupyingOne<Result>(_ body: () throws -> Result) rethrows -> Result {
    spare.withLock { $0 -= 1 }
    defer { spare.withLock { $0 += 1 } }
    return try body()
  }

  /// Runs `body`, in which a thread that occupies a core waits for another.
  func lendingOne<Result>(_ body: () throws -> Result) rethrows -> Result {
    spare.withLock { $0 += 1 }
    defer { spare.withLock { $0 -= 1 } }
    return try body()
  }

  /// Calls `body` for 0..<count on this thread and on what is spare, and returns the results in
  /// order. Asks again after each call for cores that have become spare meanwhile.
  package func map<Result: Sendable>(
    count: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    while results.count < count {
      let start = results.count
      results += try borrowing(upTo: count - start - 1) { cores in
        let share = cores == 0 ? 1 : min(8 * (1 + cores), count - start)
        return try parallelMap(count: share, workers: 1 + cores) { try body(start + $0) }
      }
    }
    return results
  }

  /// Calls `body` for 0..<count on this thread and on what is spare.
  package func forEach(count: Int, _ body: @Sendable (Int) -> Void) {
    borrowing(upTo: count - 1) { parallelFor(count: count, workers: 1 + $0, body) }
  }

  /// Calls `body` with all of 0..<count, or, where a second core pays, with its two halves: the same
  /// ones on one core, so that results have the same bits.
  ///
  /// - Parameter products: how many multiplications there are.
  func inHalves(_ count: Int, products: Int, _ body: @Sendable (Range<Int>) -> Void) {
    guard products >= 100_000_000, count > 1 else { return body(0..<count) }
    forEach(count: 2) { half in body(half == 0 ? 0..<count / 2 : count / 2..<count) }
  }

  /// Calls `body` with the number of spare cores, at most `limit`, that are its own until it ends.
  package func borrowing<Result>(
    upTo limit: Int, _ body: (_ cores: Int) throws -> Result
  ) rethrows -> Result {
    let borrowed = spare.withLock { spare in
      let taken = max(0, min(limit, spare))
      spare -= taken
      return taken
    }
    defer { spare.withLock { $0 += borrowed } }
    return try body(borrowed)
  }
}
