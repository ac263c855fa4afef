import Platform

/// Asks for large pages under memory that was not touched yet: a first touch then costs one fault per
/// 2 MB, not one per 4 kB. Does nothing for small memory, and on systems without such a request.
package func adviseLargePages(_ memory: UnsafeMutableRawBufferPointer) {
  #if os(Linux)
    let page = 2 << 20
    guard let base = memory.baseAddress, memory.count >= 2 * page else { return }
    let start = Int(bitPattern: base)
    let first = (start + page - 1) / page * page
    let end = (start + memory.count) / page * page
    if end > first { madvise(base + (first - start), end - first, MADV_HUGEPAGE) }
  #endif
}
