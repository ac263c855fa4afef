import Parallel

/// Memory of a pass, which goes back to the ``PageReserve`` when it is let go of.
final class PageLoan {
  private let pages: PageReserve.Pages

  /// `byteCount` bytes at least, with whatever was left in them.
  init(byteCount: Int) { pages = PageReserve.take(byteCount) }

  deinit { PageReserve.give(pages) }

  var bytes: UnsafeMutableRawBufferPointer { pages.memory.bytes }
}
