import CHDF5
import Platform
import Synchronization

/// The one way into libhdf5: a lock around every call, and its error stack as a sentence.
enum HDF5 {
  /// Recursive, because closing a handle (in `deinit`) may happen inside another locked section.
  private final class Lock: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() {
      var attributes = pthread_mutexattr_t()
      pthread_mutexattr_init(&attributes)
      pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
      pthread_mutex_init(mutex, &attributes)
      pthread_mutexattr_destroy(&attributes)
    }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }
  }

  private static let lock = Lock()

  /// A file names the filters that it wants, and libhdf5 would load the code of whatever it finds for
  /// them: it does so only where the user says from where, by HDF5_PLUGIN_PATH.
  private static let plugins: Void = {
    if getenv("HDF5_PLUGIN_PATH") == nil { H5PLset_loading_state(0) }
  }()

  /// Without this the library closes its files when the program ends, and 1.10 crashes over one that
  /// could not be written. What is complete has been closed by then.
  private static let atExit: Void = { H5dont_atexit() }()

  private static let abandoned = Atomic(false)

  /// Stops closing identifiers: closing what could not be written crashes libhdf5 1.10. For a caller
  /// that failed to write, and then ends.
  static func abandon() { abandoned.store(true, ordering: .relaxed) }

  static var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  static func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    _ = atExit
    // A thread-safe libhdf5 has one error stack per thread: silence that of this one.
    H5Eset_auto2(0, nil, nil)
    _ = plugins
    _ = LZFFilter.registered
    return try body()
  }

  /// The innermost message of the error stack, without the library's file names and line numbers.
  static func reason() -> String {
    var messages: [String] = []
    withUnsafeMutablePointer(to: &messages) { context in
      _ = H5Ewalk2(
        0, H5E_WALK_UPWARD,
        { _, entry, context in
          guard let text = entry?.pointee.desc, let context else { return 0 }
          context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: text))
          return 0
        }, context)
    }
    // Left on the stack of a thread that is not the last one, it keeps the library from closing.
    H5Eclear2(0)
    return messages.first { !$0.isEmpty } ?? "libhdf5 gives no reason"
  }

  /// Whether a reason says that the file was written in a format that came after this libhdf5.
  static func isOfNewerVersion(_ reason: String) -> Bool {
    reason.contains("bad version number") || reason.contains("bad superblock version")
      || reason.contains("unknown version") || reason.contains("version number of")
  }

  /// The rest of a sentence that begins with the place.
  static func newerVersionRemedy(_ reason: String, file: String) -> String {
    "is stored in a newer version of the HDF5 format than libhdf5 \(HDF5Version.text) reads"
      + " (\(reason)). Rewrite the file with `h5repack --high=v110 \(file) NEW.h5` of the newer"
      + " HDF5, write it without libver=\"latest\", or use a pedlab with a newer libhdf5."
  }
}

/// An identifier of libhdf5 that is closed when its last holder lets it go.
final class HDF5Handle: @unchecked Sendable {
  let id: hid_t
  private let close: (hid_t) -> herr_t

  /// nil if `id` says that the call which made it failed.
  init?(_ id: hid_t, close: @escaping (hid_t) -> herr_t) {
    guard id >= 0 else { return nil }
    self.id = id
    self.close = close
  }

  deinit {
    if !HDF5.isAbandoned { HDF5.locked { _ = close(id) } }
  }
}
