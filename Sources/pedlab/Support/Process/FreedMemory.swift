import CMalloc

/// What becomes of memory that the program gives back.
enum FreedMemory {
  /// Bytes of a block that goes back.
  private static let largeBlock: Int32 = 1 << 20
  /// What glibc comes to by itself in a program with large blocks.
  private static let largestBlock: Int32 = 32 << 20

  /// Large blocks go back to the system as soon as they are freed. glibc keeps them otherwise, the more
  /// the larger those were that it saw: a limit on memory would hold for what is in use only.
  /// It costs time: a sweep takes half as long again, and more.
  static func returnAtOnce() { set(threshold: largeBlock) }

  /// Large blocks are kept for the next one that asks.
  static func keep() { set(threshold: largestBlock) }

  /// All threads take memory from two places: glibc has eight for each core otherwise, and what one thread
  /// gave back another cannot use. For programs that answer many readers.
  static func shareAmongThreads() {
    #if os(Linux)
      mallopt(M_ARENA_MAX, 2)
    #endif
  }

  private static func set(threshold: Int32) {
    #if os(Linux)
      mallopt(M_MMAP_THRESHOLD, threshold)
      mallopt(M_TRIM_THRESHOLD, 2 * threshold)
    #endif
  }
}
