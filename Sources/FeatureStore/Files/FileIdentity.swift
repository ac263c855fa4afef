import Platform

/// What a file's system says of it: changes whenever somebody writes to the file or replaces it.
struct FileIdentity: Equatable, Sendable {
  let device: UInt64
  let inode: UInt64
  let size: Int64
  /// Of the content, in nanoseconds since 1970.
  let modified: Int64
  /// Of the content or its attributes. Unlike ``modified`` it cannot be set back.
  let changed: Int64

  /// nil if there is no such file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of an open file.
  init?(of descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    #if os(Linux)
      let (modification, change) = (status.st_mtim, status.st_ctim)
    #else
      let (modification, change) = (status.st_mtimespec, status.st_ctimespec)
    #endif
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int64(status.st_size)
    modified = Self.nanoseconds(modification)
    changed = Self.nanoseconds(change)
  }

  /// From the text that `description` gives.
  init?(_ text: some StringProtocol) {
    let fields = text.split(separator: " ").compactMap { Int64($0) }
    guard fields.count == 5 else { return nil }
    device = UInt64(bitPattern: fields[0])
    inode = UInt64(bitPattern: fields[1])
    (size, modified, changed) = (fields[2], fields[3], fields[4])
  }

  var description: String {
    [Int64(bitPattern: device), Int64(bitPattern: inode), size, modified, changed]
      .map(String.init).joined(separator: " ")
  }

  /// Whether a write after `time` (nanoseconds since 1970) must show: file systems keep times to
  /// 2 seconds at worst, so a file that is younger than that could be written to once more without
  /// its times changing. git treats such files as "racily clean" for the same reason.
  func isSettled(at time: Int64) -> Bool { max(modified, changed) < time &- 2_000_000_000 }

  /// The clock of this machine, in nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    // Wraps around after the year 2262: only equality and age matter.
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
