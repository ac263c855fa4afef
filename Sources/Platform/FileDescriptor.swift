/// An open file. Reads and writes are whole: they go on where the system did a part only, and begin
/// again where a signal came between.
package struct FileDescriptor: Sendable {
  /// As the C library knows it.
  package let number: Int32

  /// Of an open file; whoever opened it closes it.
  package init(_ number: Int32) { self.number = number }

  /// Writes all of `bytes`.
  ///
  /// - Returns: false if the system refused; `errno` says why.
  package func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    return transfer(bytes.count) { done in write(number, base + done, bytes.count - done) }
  }

  /// Fills `target` with the bytes from `offset` on.
  ///
  /// - Returns: false if the file ends before that, or if the system refused; `errno` says why.
  package func readAll(at offset: Int, into target: UnsafeMutableRawBufferPointer) -> Bool {
    guard let base = target.baseAddress else { return true }
    return transfer(target.count) { done in
      pread(number, base + done, target.count - done, off_t(offset + done))
    }
  }

  /// Calls `part`, with the number of bytes that are done, until `count` bytes are.
  private func transfer(_ count: Int, _ part: (_ done: Int) -> Int) -> Bool {
    var done = 0
    while done < count {
      let moved = part(done)
      if moved < 0, errno == EINTR { continue }
      guard moved > 0 else { return false }
      done += moved
    }
    return true
  }
}
