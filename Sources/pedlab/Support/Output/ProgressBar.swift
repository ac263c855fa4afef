import Foundation
import Synchronization
import Wording

/// A bar with rate and time left on standard error; silent where that is no terminal.
final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var total = 0
    var lastDrawn = ContinuousClock.now - .seconds(1)
    var isVisible = false
  }

  /// Characters of the bar: the numbers behind it then fit a line of 80.
  private static let width = 30
  /// Between two drawings, so that a fast sweep does not wait for the terminal.
  private static let pause = Duration.milliseconds(100)

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let unit: String
  private let isAnimated: Bool

  init(unit: String) {
    self.unit = unit
    let environment = ProcessInfo.processInfo.environment
    isAnimated = Streams.current.messages.isTerminal && environment["TERM"] != "dumb"
  }

  func update(done: Int, total: Int) {
    guard isAnimated else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      state.done = done
      state.total = total
      guard now - state.lastDrawn > Self.pause || done == total else { return }
      state.lastDrawn = now
      state.isVisible = true
      Messages.write("\r\u{1B}[K\(line(state))")
    }
  }

  /// Takes the bar away, so that messages stand on a line of their own.
  func clear() {
    state.withLock { state in
      guard state.isVisible else { return }
      state.isVisible = false
      Messages.write("\r\u{1B}[K")
    }
  }

  private func line(_ state: State) -> String {
    let width = Self.width
    let share = state.total == 0 ? 1 : Double(state.done) / Double(state.total)
    let filled = Int(share * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    guard state.done > 0, elapsed > 0 else { return "\(bar) \(state.done)/\(state.total) \(unit)" }
    let rate = Double(state.done) / elapsed
    let left = Double(state.total - state.done) / rate
    return "\(bar) \(state.done)/\(state.total) \(unit), \(Self.rounded(rate))/s, "
      + "\(Quantity.duration(left)) left"
  }

  private static func rounded(_ rate: Double) -> String {
    Printed.fixed(rate, decimals: rate >= 10 ? 0 : 1)
  }
}
