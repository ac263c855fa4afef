import Platform

/// Whether this process may have as much memory as its libraries ask for.
///
/// Where a thread of libdispatch or OpenBLAS cannot be started because of `ulimit -v`, the one that
/// waits for it waits for ever: a limit that low is refused before anything begins.
enum AddressSpace {
  /// Bytes: stacks of threads, OpenBLAS's own memory, and room to work. Two threads take 600 MB.
  private static let least = 1_000_000_000

  /// A sentence; nil: all is well.
  static var problem: String? {
    guard let limit, limit < least else { return nil }
    return
      "this process may use \(limit / 1_000_000) MB of address space (ulimit -v), and pedlab needs"
      + " at least \(least / 1_000_000) MB. Raise the limit, and limit memory by --memory instead."
  }

  /// Bytes; nil: there is none.
  private static var limit: Int? {
    var limit = rlimit()
    #if os(Linux)
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    #else
      guard getrlimit(RLIMIT_AS, &limit) == 0 else { return nil }
    #endif
    return limit.rlim_cur >= rlim_t(Int64.max) ? nil : Int(limit.rlim_cur)
  }
}
