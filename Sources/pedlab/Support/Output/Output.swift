import Platform

/// Standard output, for data. What cannot be written is an error, so that no output that was cut off
/// passes for a whole one.
enum Output {
  /// - Throws: ``OutputError``.
  static func print(_ text: String, terminator: String = "\n") throws {
    let output = Streams.current.output
    let text = output.isTerminal ? Printable.text(text) : text
    guard output.write(text + terminator) else { throw OutputError(code: errno) }
  }

  /// On a terminal in place of all that is on the screen.
  ///
  /// - Throws: ``OutputError``.
  static func redraw(_ text: String) throws {
    let output = Streams.current.output
    guard output.isTerminal else { return try print(text) }
    guard output.write(clearScreen + Printable.text(text) + "\n") else {
      throw OutputError(code: errno)
    }
  }

  /// To the upper left, and everything away.
  private static let clearScreen = "\u{1B}[H\u{1B}[2J"

  /// Text for people: on a terminal with ink, and in a pager where it has more lines than that.
  ///
  /// - Throws: ``OutputError``.
  static func show(_ text: String) throws {
    guard Streams.current.output.isTerminal else { return try print(text, terminator: "") }
    let safe = Printable.text(text)
    let shown = TerminalInk.isOn ? TerminalInk.painted(safe) : safe
    if Terminal.isShorter(than: safe), Pager.show(shown) { return }
    guard Streams.current.output.write(shown) else { throw OutputError(code: errno) }
  }

  /// To be called before any file is opened: a stream that is closed gets a stand-in, or else the
  /// next file that is opened would take its place and be written to.
  static func secureStandardStreams() {
    // A pipe whose reader is gone is an error of the write, not the end of a sweep.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that grows beyond what the system allows (ulimit -f).
    signal(SIGXFSZ, SIG_IGN)
    for (stream, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ] where fcntl(stream, F_GETFD) == -1 {
      // Standard output for reading only: writing to it fails, as it would to a closed one.
      let standIn = open("/dev/null", mode)
      if standIn >= 0, standIn != stream {
        dup2(standIn, stream)
        close(standIn)
      }
    }
  }
}
