import Platform

/// How much time and memory libhdf5 may take for a request. Time is that of the processor, so that
/// a busy machine or a slow disk is no reason to give up.
final class ReaderLimits {
  /// Seconds for a request, and what is added for each byte of the file and of what is read.
  private static let seconds = 3.0
  private static let secondsOfFileByte = 1e-8
  private static let secondsOfReadByte = 1e-7
  /// Bytes beyond those that the program has when it begins.
  private static let bytes = 1 << 30

  private let ownBytes = ReaderLimits.mappedBytes
  private var allowedBytes = 0

  init() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(Self.resource(RLIMIT_CORE), &none)
    // A limit on files holds for shared memory too: growing it then fails, without a signal.
    signal(SIGXFSZ, SIG_IGN)
    limitMemory(Self.bytes)
  }

  func begin(file: String) {
    let size = FileIdentity(of: file)?.size ?? 0
    arm(Self.seconds + Double(size) * Self.secondsOfFileByte)
  }

  /// - Parameter bytes: that will be read.
  func extend(forBytes bytes: Int) {
    var left = itimerval()
    getitimer(Self.timer, &left)
    guard left.it_value.tv_sec > 0 || left.it_value.tv_usec > 0 else { return }
    arm(Double(left.it_value.tv_sec) + 1 + Double(bytes) * Self.secondsOfReadByte)
    // As it lies in the file, as it is converted, and as it is sent.
    limitMemory(Self.bytes + 3 * bytes)
  }

  func end() { arm(0) }

  /// The system ends the process with SIGPROF when the time is over.
  private func arm(_ seconds: Double) {
    var value = itimerval()
    value.it_value.tv_sec = Int(seconds)
    value.it_value.tv_usec = suseconds_t((seconds - seconds.rounded(.down)) * 1e6)
    setitimer(Self.timer, &value, nil)
  }

  private func limitMemory(_ bytes: Int) {
    #if os(Linux)
      var limit = rlimit()
      guard ownBytes > 0, bytes > allowedBytes, getrlimit(Self.resource(RLIMIT_AS), &limit) == 0
      else { return }
      limit.rlim_cur = min(rlim_t(ownBytes + bytes), limit.rlim_max)
      setrlimit(Self.resource(RLIMIT_AS), &limit)
      allowedBytes = bytes
    #endif
  }

  /// Of the whole address space of this process; 0 where the system does not tell.
  private static var mappedBytes: Int {
    let descriptor = open("/proc/self/statm", O_RDONLY)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = max(read(descriptor, &text, text.count), 0)
    let pages = String(decoding: text[..<count], as: UTF8.self).split(separator: " ").first
    return (pages.flatMap { Int($0) } ?? 0) * Int(getpagesize())
  }

  #if os(Linux)
    private static let timer = __itimer_which_t(ITIMER_PROF.rawValue)
    private static func resource(_ resource: __rlimit_resource) -> __rlimit_resource_t {
      __rlimit_resource_t(resource.rawValue)
    }
  #else
    private static let timer = ITIMER_PROF
    private static func resource(_ resource: Int32) -> Int32 { resource }
  #endif
}
