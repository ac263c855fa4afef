import Dispatch
import Synchronization

/// Calls `body` for 0..<count on at most `workers` threads and returns the results in order.
///
/// The pieces do not depend on `workers`, so results are bit-identical for any number of them.
/// Lower indices are begun first. The error of the lowest failing index is thrown.
package func parallelMap<Result: Sendable>(
  count: Int, workers: Int, _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  guard workers > 1, count > 1 else { return try (0..<count).map(body) }
  let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
  parallelFor(count: count, workers: workers) { index in
    let result = Swift.Result { try body(index) }
    results.withLock { $0[index] = result }
  }
  let all = results.withLock { $0 }
  return try (0..<count).map { index in
    guard let result = all[index] else {
      preconditionFailure("call \(index) of \(count) is missing")
    }
    return try result.get()
  }
}

/// Calls `body` for 0..<count on at most `workers` threads, each with the caller's core budget; lower
/// indices are begun first.
package func parallelFor(count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
  guard workers > 1, count > 1 else {
    for index in 0..<max(0, count) { body(index) }
    return
  }
  let next = Atomic<Int>(0)
  let budget = CoreBudget.current
  DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
    CoreBudget.$current.withValue(budget) {
      while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < count {
        body(index)
      }
    }
  }
}
