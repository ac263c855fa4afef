/// Calls `body` for each index of `0..<count` on `workers` tasks, in ascending order of starting.
///
/// Stops starting new indices once `stop` is set or a body throws; the first error is thrown when
/// all have ended.
func parallelFor(
  _ count: Int, workers: Int, stop: StopFlag, body: @escaping @Sendable (Int) throws -> Void
) async throws {
  let cursor = Counter()
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<min(workers, count) {
      group.addTask {
        while !stop.isSet, !Task.isCancelled {
          let index = cursor.next()
          guard index < count else { return }
          try body(index)
        }
      }
    }
    try await group.waitForAll()
  }
}
