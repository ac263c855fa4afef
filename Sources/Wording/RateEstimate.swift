/// How fast something goes, and how long it still takes, from what is done now and then.
///
/// The rate is that of the last seconds rather than of all, from the moment on at which it is known how
/// much there is: opening files is no reading. The time left is what is left at the rate that is told.
package struct RateEstimate: Sendable {
  private var last: (done: Int, time: Double)?
  private var start = (done: 0, time: 0.0)
  private var smoothed: Double?
  private var remaining = 0

  /// Seconds before a rate is told.
  private static let patience = 1.0
  /// Seconds of the past that count, at least; later a quarter of all that has passed.
  private static let memory = 10.0

  package init() {}

  /// - Parameters:
  ///   - total: 0 as long as it is not known.
  ///   - time: in seconds, from any moment on.
  package mutating func update(done: Int, total: Int, at time: Double) {
    remaining = total - done
    guard let last, total > 0 else {
      (start, self.last) = ((done, time), (done, time))
      return
    }
    let step = time - last.time
    guard step > 0, time - start.time >= Self.patience, done > start.done else { return }
    let rate = Double(done - last.done) / step
    let memory = max(Self.memory, (time - start.time) / 4)
    let weight = step / (step + memory)
    smoothed =
      smoothed.map { $0 + weight * (rate - $0) } ?? Double(done - start.done) / (time - start.time)
    self.last = (done, time)
  }

  /// Units a second; nil in the first second, and before anything is done.
  package var rate: Double? { smoothed }

  /// Seconds from the last update on; nil where no rate is known.
  package var left: Double? {
    smoothed.flatMap { $0 > 0 ? Double(max(0, remaining)) / $0 : nil }
  }
}
