import Platform
import Synchronization

/// How many cores are free for work that can be divided: a sweep's tasks take one each, and what a
/// task divides runs on more only while others have nothing to do.
///
/// Whoever computes uses `current`, so that a sweep, or a test, has a budget of its own. How work is
/// divided never depends on the budget, so results have the same bits whatever it is.
package final class CoreBudget: Sendable {
  /// The budget of the work that runs here: all cores of this machine but the calling thread's,
  /// unless `occupyingOne` or a test's `$current.withValue` gave another.
  @TaskLocal package static var current = CoreBudget(
    cores: max(0, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1))

  private let spare: Mutex<Int>

  /// - Parameter cores: how many are free.
  package init(cores: Int) {
    precondition(cores >= 0, "a budget of \(cores) cores")
    spare = Mutex(cores)
  }

  /// Runs `body`, which uses one core, with this budget as the current one.
  package func occupyingOne<Result>(_ body: () throws -> Result) rethrows -> Result {
    spare.withLock { $0 -= 1 }
    defer { spare.withLock { $0 += 1 } }
    return try Self.$current.withValue(self) { try body() }
  }

  /// Runs `body`, in which a thread that occupies a core waits for another.
  func lendingOne<Result>(_ body: () -> Result) -> Result {
    spare.withLock { $0 += 1 }
    defer { spare.withLock { $0 -= 1 } }
    return body()
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
        let share = cores == 0 ? 1 : min(Self.callsBetweenAsking * (1 + cores), count - start)
        return try parallelMap(count: share, workers: 1 + cores) { try body(start + $0) }
      }
    }
    return results
  }

  /// Calls a core makes before `map` asks for more cores: few enough to use a core soon that has
  /// become free, enough for calls of unequal length to even out.
  private static let callsBetweenAsking = 8

  /// Calls `body` for 0..<count on this thread and on what is spare.
  package func forEach(count: Int, _ body: @Sendable (Int) -> Void) {
    borrowing(upTo: count - 1) { parallelFor(count: count, workers: 1 + $0, body) }
  }

  /// Calls `body` with all of 0..<count, or, where a second core pays, with its two halves: the same
  /// ones on one core, so that results have the same bits.
  ///
  /// - Parameter products: how many multiplications there are.
  package func inHalves(_ count: Int, products: Int, _ body: @Sendable (Range<Int>) -> Void) {
    guard products >= Self.productsWorthDividing, count > 1 else { return body(0..<count) }
    forEach(count: 2) { half in body(half == 0 ? 0..<count / 2 : count / 2..<count) }
  }

  /// Some 10 ms of one core: waking another thread costs tens of microseconds. Part of the results'
  /// last bits, since halves are multiplied apart whatever the budget: not to be changed lightly.
  private static let productsWorthDividing = 100_000_000

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
