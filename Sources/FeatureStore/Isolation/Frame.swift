import Platform

/// Messages on a socket: their length in four bytes (little endian), then themselves.
struct Frame {
  let socket: FileDescriptor

  init(_ socket: Int32) { self.socket = FileDescriptor(socket) }

  /// Bytes: texts of millions of labels come as one message.
  private static let longest = 1 << 30

  /// - Returns: false if the other end is gone.
  func write(_ message: some Sequence<UInt8>) -> Bool {
    let body = Array(message)
    let header = UInt32(body.count).littleEndian
    let bytes = withUnsafeBytes(of: header) { Array($0) } + body
    return bytes.withUnsafeBytes(write(raw:))
  }

  func write(raw bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var done = 0
    while done < bytes.count {
      let sent = send(socket.number, base + done, bytes.count - done, Self.flags)
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { return false }
      done += sent
    }
    return true
  }

  /// nil if the other end is gone, or what it sent is no message.
  func read() -> [UInt8]? {
    var header = UInt32(0)
    guard withUnsafeMutableBytes(of: &header, read(raw:)) else { return nil }
    let count = Int(UInt32(littleEndian: header))
    guard count <= Self.longest else { return nil }
    var body = [UInt8](repeating: 0, count: count)
    return body.withUnsafeMutableBytes(read(raw:)) ? body : nil
  }

  func read(raw bytes: UnsafeMutableRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var done = 0
    while done < bytes.count {
      let got = recv(socket.number, base + done, bytes.count - done, 0)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return false }
      done += got
    }
    return true
  }

  /// The end of the other process is an answer of the call, not a signal to this one.
  #if os(Linux)
    private static let flags = Int32(MSG_NOSIGNAL)
  #else
    private static let flags: Int32 = 0
  #endif
}
