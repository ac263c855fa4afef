import Foundation
import Platform

/// The terminals that results and messages go to.
enum Terminal {
  /// The width of standard output in characters: what COLUMNS says, else what the system says; nil where
  /// output goes to a file or a program, which get whole lines.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    return asked ?? told(STDOUT_FILENO)
  }

  /// Whether text has more lines than standard output, which is a terminal; long lines are broken there.
  static func isShorter(than text: String) -> Bool {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 1 else { return false }
    let width = Int(max(size.ws_col, 1))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.reduce(-1) { $0 + max(1, ($1.count + width - 1) / width) } >= Int(size.ws_row)
  }

  /// Whether standard error is one that can be drawn on.
  static var isAnimated: Bool {
    Streams.current.messages.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The columns of standard error as they are now: panes are resized. COLUMNS is a limit too, and counts
  /// alone where the terminal does not tell.
  static var columns: Int {
    [told(STDERR_FILENO), asked].compactMap(\.self).min() ?? usual
  }

  /// What a terminal has that does not tell.
  private static let usual = 80

  private static var asked: Int? {
    ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  private static func told(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
