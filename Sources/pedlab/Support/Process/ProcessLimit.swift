import Platform

/// A limit of `ulimit` below which libraries do not fail but crash or wait for ever: such a process
/// is refused before anything begins.
enum ProcessLimit: CaseIterable {
  /// Where a thread of libdispatch or OpenBLAS cannot be started, the one that waits for it waits for
  /// ever. Stacks of threads, OpenBLAS's own memory, and room to work: two threads take 600 MB.
  case addressSpace
  /// Where libdispatch gets no descriptor, it traps. A sweep opens 25 for itself.
  case openFiles

  /// A sentence on the first limit that is too low; nil: all is well.
  static var problem: String? { allCases.lazy.compactMap(\.problem).first }

  private var least: Int {
    switch self {
    case .addressSpace: 1_000_000_000
    case .openFiles: 32
    }
  }

  private var problem: String? {
    guard let limit, limit < least else { return nil }
    switch self {
    case .addressSpace:
      return
        "this process may use \(limit / 1_000_000) MB of address space (ulimit -v), and pedlab needs"
        + " at least \(least / 1_000_000) MB. Raise the limit, and limit memory by --memory instead."
    case .openFiles:
      return
        "this process may open \(limit) files (ulimit -n), and pedlab needs at least \(least). Raise"
        + " the limit."
    }
  }

  /// nil: there is none.
  private var limit: Int? {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return nil }
    return limit.rlim_cur >= rlim_t(Int64.max) ? nil : Int(limit.rlim_cur)
  }

  #if os(Linux)
    private var resource: __rlimit_resource_t {
      switch self {
      case .addressSpace: __rlimit_resource_t(RLIMIT_AS.rawValue)
      case .openFiles: __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
      }
    }
  #else
    private var resource: Int32 {
      switch self {
      case .addressSpace: RLIMIT_AS
      case .openFiles: RLIMIT_NOFILE
      }
    }
  #endif
}
