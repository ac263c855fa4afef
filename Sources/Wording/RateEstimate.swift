/// How fast something goes, and how long it still takes, from what is done now and then.
///
/// The rate is that of the last seconds rather than of all; the end that it gives is approached by and
/// by, so that the time left does not jump.
package struct RateEstimate: Sendable {
  private var last: (done: Int, time: Double)?
  private var start = (done: 0, time: 0.0)
  private var smoothed: Double?
  private var end: Double?

  /// Seconds before a rate is told.
  private static let patience = 1.0
  /// Seconds of the past that count, at least; later a quarter of all that has passed.
  private static let memory = 10.0
  /// Of the way to a new end that the shown end goes in a second.
  private static let pace = 0.2

  package init() {}

  /// - Parameter time: in seconds, from any moment on.
  package mutating func update(done: Int, total: Int, at time: Double) {
    guard let last else {
      (start, self.last) = ((done, time), (done, time))
      return
    }
    let step = time - last.time
    guard step > 0, time - start.time >= Self.patience else { return }
    let rate = Double(done - last.done) / step
    let memory = max(Self.memory, (time - start.time) / 4)
    let weight = step / (step + memory)
    smoothed =
      smoothed.map { $0 + weight * (rate - $0) } ?? Double(done - start.done) / (time - start.time)
    self.last = (done, time)
    guard let smoothed, smoothed > 0 else { return }
    let next = time + Double(total - done) / smoothed
    end = end.map { $0 + min(1, Self.pace * step) * (next - $0) } ?? next
  }

  /// Units a second; nil in the first second.
  package var rate: Double? { smoothed }

  /// Seconds; nil where no rate is known.
  package func left(at time: Double) -> Double? { end.map { max(0, $0 - time) } }
}
