import Platform

/// Memory in pages of its own, which go back to the system when it is let go of.
///
/// Buffers that come and go with each of many models would leave holes in the heap, which the small
/// objects that stay make too small for the next one: a heap that grew by a buffer a model.
package struct PageMemory: ~Copyable {
  /// The bytes, zeros at first.
  package let bytes: UnsafeMutableRawBufferPointer
  /// Bytes of the pages.
  private let length: Int

  /// - Precondition: the system has as much.
  package init(byteCount: Int) {
    let count = max(byteCount, 1)
    // The system puts whole large pages where they can be such.
    length = count < 2 * LargePage.size ? count : LargePage.roundingUp(count)
    let pages = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | Self.anonymous, -1, 0)
    guard let pages, pages != MAP_FAILED else {
      preconditionFailure("The system has no memory for \(count) bytes.")
    }
    bytes = UnsafeMutableRawBufferPointer(start: pages, count: count)
    adviseLargePages(bytes)
  }

  deinit { munmap(bytes.baseAddress, length) }

  #if os(Linux)
    private static let anonymous = MAP_ANONYMOUS
  #else
    private static let anonymous = MAP_ANON
  #endif
}
