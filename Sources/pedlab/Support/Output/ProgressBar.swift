import Dispatch
import Foundation
import Synchronization
import Wording

/// Shows on standard error how far something is: as a line that is drawn again and again on a terminal,
/// and elsewhere as a line after the first second, then every half minute and at each tenth.
final class ProgressBar: Sendable {
  private struct State {
    var estimate = RateEstimate()
    var isVisible = false
    var isStopped = false
    var lastSaid: Double?
    var tenths = 0
  }

  private let name: String
  private let look: @Sendable () -> ProgressText
  private let start = ContinuousClock.now
  private let isAnimated = Terminal.isAnimated
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "pedlab.progress", qos: .userInitiated)

  /// Seconds between two looks.
  private static let tick = 0.2
  /// Seconds before the first line of a log; and between two that no tenth asks for.
  private static let (first, pause) = (1.0, 30.0)

  /// - Parameters:
  ///   - name: what lines of a log begin with: "small: reading features".
  ///   - look: how far it is; rate and time left are found here.
  init(_ name: String, look: @escaping @Sendable () -> ProgressText) {
    self.name = name
    self.look = look
    scheduleShow()
  }

  /// Takes the line away, so that messages stand on a line of their own; it comes again.
  func hide() { state.withLock { erase(&$0) } }

  /// Takes the line away for good.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      erase(&state)
    }
  }

  /// Until the bar is stopped or let go.
  private func scheduleShow() {
    queue.asyncAfter(deadline: .now() + Self.tick) { [weak self] in
      guard let self, !state.withLock({ $0.isStopped }) else { return }
      show()
      scheduleShow()
    }
  }

  private func show() {
    // Before the lock: who takes the line away does not wait for a look.
    var text = look()
    let now = (ContinuousClock.now - start) / .seconds(1)
    state.withLock { state in
      guard !state.isStopped else { return }
      state.estimate.update(done: text.done, total: text.total, at: now)
      (text.rate, text.left) = (state.estimate.rate, state.estimate.left)
      if isAnimated {
        state.isVisible = true
        Messages.write("\r\u{1B}[K\(Printable.text(text.line(width: Terminal.columns)))")
      } else if isDue(text, now, &state) {
        Messages.say("\(name): \(text.sentence)")
      }
    }
  }

  /// Whether a log gets a line.
  private func isDue(_ text: ProgressText, _ now: Double, _ state: inout State) -> Bool {
    let tenths = Int(10 * text.share)
    let since = now - (state.lastSaid ?? 0)
    let isDue =
      state.lastSaid == nil
      ? now >= Self.first : since >= Self.pause || tenths > state.tenths && since >= Self.first
    guard isDue else { return false }
    (state.lastSaid, state.tenths) = (now, tenths)
    return true
  }

  private func erase(_ state: inout State) {
    guard state.isVisible else { return }
    state.isVisible = false
    Messages.write("\r\u{1B}[K")
  }
}
