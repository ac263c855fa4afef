/// A time that passed, as it is told, and rates that agree with it.
package struct Elapsed: Sendable, Equatable {
  /// As rounded for ``text``: tenths below 10 s (0.1 s at least), above whole seconds.
  package let seconds: Double

  /// - Parameter seconds: as measured.
  package init(_ seconds: Double) {
    self.seconds = seconds < 9.95 ? max(0.1, (seconds * 10).rounded() / 10) : seconds.rounded(.up)
  }

  /// "1.2 s", "12 s", "3 min 5 s".
  package var text: String {
    seconds < 10 ? "\(Printed.fixed(seconds, decimals: 1)) s" : Quantity.duration(seconds)
  }

  /// "308/s", "5.2/s": `count` over the seconds that are shown.
  package func rate(of count: Int) -> String {
    let rate = Double(count) / seconds
    return Printed.fixed(rate, decimals: rate >= 10 ? 0 : 1) + "/s"
  }
}
