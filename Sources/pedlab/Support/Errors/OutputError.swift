import Platform

/// Standard output that cannot be written.
struct OutputError: Error, Equatable {
  /// `errno`
  let code: Int32

  /// nil if the reader went away, as `head` does when it has enough.
  var sentence: String? {
    guard code != EPIPE else { return nil }
    return "standard output cannot be written: \(String(cString: strerror(code))). "
      + "What was written of it is not complete."
  }
}
