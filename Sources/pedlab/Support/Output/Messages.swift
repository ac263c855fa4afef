/// Messages for people go to standard error; data goes to standard output.
///
/// A message that cannot be written, because the disk is full or its reader is gone, never ends what the
/// program is doing.
enum Messages {
  static func say(_ text: String) { write(Printable.text(text) + "\n") }

  /// As it is, with its escape sequences: for the progress bar.
  static func write(_ text: String) {
    _ = Streams.current.messages.write(text)
  }
}
