import Foundation
import Platform

/// The terminal that standard output is, if it is one.
enum Terminal {
  /// Its width in characters: what COLUMNS says, else what the system says; nil where output goes to a
  /// file or a program, which get whole lines.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text),
      columns > 0
    {
      return columns
    }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
