import Platform

/// Text files that people hand in.
package enum InputFile {
  /// More than any table of accuracies has.
  package static let largestText = 256 << 20

  /// The text of a regular file.
  ///
  /// - Parameter limit: bytes; a larger file is refused before it is read.
  /// - Throws: ``InputFileError`` if the path leads to nothing, to a pipe (which might never end), a
  ///   device or a folder, or if the file is too large or not UTF-8.
  package static func text(_ path: String, limit: Int = largestText) throws -> String {
    // O_NONBLOCK: opening a pipe that nobody writes to returns instead of waiting.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw InputFileError(path, problem(errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw InputFileError(path, problem(errno)) }
    if let kind = kind(status.st_mode) {
      throw InputFileError(path, "is \(kind); pedlab reads regular files only")
    }
    guard status.st_size <= limit else {
      throw InputFileError(
        path, "has \(status.st_size) bytes; at most \(limit) are read as a table of text")
    }
    return try decoded(bytes(of: file, path: path, limit: limit), name: path)
  }

  /// Bytes as text.
  ///
  /// - Throws: ``InputFileError`` that names the first line which is not UTF-8.
  package static func decoded(_ bytes: [UInt8], name: String) throws -> String {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw InputFileError(name, "is UTF-16 text; save it as UTF-8")
    }
    if let other = otherFormats.first(where: { bytes.starts(with: $0.magic) }) {
      throw InputFileError(name, other.sentence)
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw InputFileError(name, "is not text: it has a zero byte in line \(line(of: zero, bytes))")
    }
    // A byte order mark, as editors of Windows write it, is no part of the text.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      throw InputFileError(
        name, "line \(line(of: firstInvalid(bytes), bytes)) is not UTF-8; save the file as UTF-8")
    }
    return text
  }

  /// What people hand in for text, by its first bytes.
  private static let otherFormats: [(magic: [UInt8], sentence: String)] = [
    ([0x50, 0x4B, 3, 4], "is a ZIP archive, as Excel writes .xlsx; save the sheet as CSV"),
    ([0x1F, 0x8B], "is compressed by gzip; unpack it first"),
    ([0x89, 0x48, 0x44, 0x46], "is an HDF5 file, not text"),
    ([0x50, 0x41, 0x52, 0x31], "is a Parquet file; write it as CSV"),
  ]

  private static func bytes(of file: Int32, path: String, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputFileError(path, problem(errno)) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw InputFileError(path, "grew beyond \(limit) bytes while it was read")
      }
    }
  }

  /// What a path leads to that is not a regular file; nil if it is one.
  private static func kind(_ mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFIFO: "a pipe"
    case S_IFDIR: "a folder"
    case S_IFCHR, S_IFBLK: "a device"
    default: "not a file"
    }
  }

  private static func problem(_ code: Int32) -> String {
    code == ENOENT ? "there is no such file" : "cannot be read: \(String(cString: strerror(code)))"
  }

  private static func line(of position: Int, _ bytes: [UInt8]) -> Int {
    1 + bytes[..<position].count { $0 == UInt8(ascii: "\n") }
  }

  /// The position of the first byte that no UTF-8 text has there.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var low = 0
    for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      // Lines are judged apart: a line break never is part of a longer sequence.
      guard String(validating: bytes[low...position], as: UTF8.self) != nil else { return low }
      low = position + 1
    }
    return low
  }
}
