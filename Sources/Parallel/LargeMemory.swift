import Platform

/// What the system can use in place of 4 kB.
enum LargePage {
  /// Bytes.
  static let size = 2 << 20

  static func roundingUp(_ count: Int) -> Int { (count + size - 1) / size * size }
}

/// Doubles that mean nothing yet, in large pages where there are many.
package func untouchedDoubles(_ count: Int) -> [Double] {
  [Double](unsafeUninitializedCapacity: count) { memory, filled in
    adviseLargePages(UnsafeMutableRawBufferPointer(memory))
    filled = count
  }
}

/// Asks for large pages under memory that was not touched yet: a first touch then costs one fault per
/// 2 MB, not one per 4 kB. Does nothing for small memory, and on systems without such a request.
package func adviseLargePages(_ memory: UnsafeMutableRawBufferPointer) {
  #if os(Linux)
    guard let base = memory.baseAddress, memory.count >= 2 * LargePage.size else { return }
    let start = Int(bitPattern: base)
    let first = LargePage.roundingUp(start)
    let end = (start + memory.count) / LargePage.size * LargePage.size
    if end > first { madvise(base + (first - start), end - first, MADV_HUGEPAGE) }
  #endif
}
