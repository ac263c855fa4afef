import Foundation
import Synchronization

/// Calls `body` for each index of `0..<count` on `workers` threads, in ascending order of starting.
///
/// Stops starting new indices once `stop` is set or a body throws; the first error is thrown when
/// all have ended. The threads are of their own: bodies compute for long, and wait for each other,
/// which would take threads from those that Dispatch has for divided work.
func parallelFor(
  _ count: Int, workers: Int, stop: StopFlag, body: @escaping @Sendable (Int) throws -> Void
) async throws {
  let cursor = Counter()
  let threads = min(workers, count)
  guard threads > 0 else { return }
  let crew = Crew(threads)
  let error = await withCheckedContinuation { continuation in
    for _ in 0..<threads {
      let thread = Thread {
        do {
          while !stop.isSet, !crew.hasFailed {
            let index = cursor.next()
            guard index < count else { break }
            try body(index)
          }
          crew.leave(nil, continuation)
        } catch {
          crew.leave(error, continuation)
        }
      }
      // That of a main thread: LAPACK and a debug build need more than Foundation's default.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
  if let error { throw error }
}

/// Threads that have not ended, and the first error among them.
private final class Crew: Sendable {
  private let state: Mutex<(threads: Int, error: (any Error)?)>

  init(_ threads: Int) { state = Mutex((threads, nil)) }

  var hasFailed: Bool { state.withLock { $0.error != nil } }

  /// The last worker to finish resumes the waiting task.
  func leave(_ error: (any Error)?, _ continuation: CheckedContinuation<(any Error)?, Never>) {
    let outcome: (any Error)?? = state.withLock { state in
      state.error = state.error ?? error
      state.threads -= 1
      return state.threads == 0 ? .some(state.error) : nil
    }
    if let outcome { continuation.resume(returning: outcome) }
  }
}
