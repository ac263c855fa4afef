import Platform

/// Chunks that hold some columns of many rows, with their filters undone, in a file without a name:
/// each chunk is read and decompressed once, in the order of the file, and rows are then read from
/// there. Otherwise every reader would hold all rows, and decompress all of them.
package final class UnrolledChunks: Sendable {
  private let descriptor: Int32
  /// Of a chunk
  private let rows: Int
  private let columns: Int
  /// Chunks beside each other
  private let across: Int
  private let numberBytes: Int
  private let storedColumns: Int

  /// Bytes of a chunk.
  private static let largestChunk = 64 << 20
  /// Bytes of the rows of a band that readers would hold without this; fewer in tests.
  @TaskLocal package static var smallestBand = 16 << 20
  /// Free room that is left to others on the disk.
  private static let reserve = 1 << 30

  /// Whether chunks are read this way: columns of so many rows that a band of them is large.
  static func isFor(_ decoder: ChunkDecoder, rowBytes: Int, storedColumns: Int) -> Bool {
    decoder.columns < storedColumns && decoder.rows * rowBytes >= smallestBand
      && decoder.rows * decoder.columns * rowBytes / max(storedColumns, 1) <= largestChunk
  }

  /// - Parameter rowCount: rows of the dataset.
  /// - Returns: nil where the temporary folder has no room.
  /// - Throws: ``StoreError`` for chunks that cannot be read.
  init?(_ source: ChunkSource, rowCount: Int, storedColumns: Int, numberBytes: Int) throws {
    (rows, columns) = (source.decoder.rows, source.decoder.columns)
    self.numberBytes = numberBytes
    self.storedColumns = storedColumns
    across = (storedColumns + columns - 1) / columns
    let count = across * ((rowCount + rows - 1) / rows)
    let (width, chunkBytes) = (columns * numberBytes, rows * columns * numberBytes)
    guard let file = Self.temporaryFile(bytes: count * chunkBytes) else { return nil }
    descriptor = file
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 64)
    defer { buffer.deallocate() }
    for chunk in 0..<count {
      try source.read(
        row: chunk / across * rows, column: chunk % across * columns, into: buffer.start,
        stride: width, columns: columns)
      try Self.write(buffer, to: file, at: chunk * chunkBytes)
    }
  }

  deinit { close(descriptor) }

  /// A file that is gone when it is closed; nil where there is no room for it.
  private static func temporaryFile(bytes: Int) -> Int32? {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var status = statvfs()
    guard statvfs(folder, &status) == 0,
      Int(status.f_bavail) * Int(status.f_frsize) > bytes + reserve
    else { return nil }
    var path = Array("\(folder)/pedlab-chunks-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    unlink(path)
    return descriptor
  }

  private static func write(
    _ buffer: UnsafeMutableRawBufferPointer, to file: Int32, at offset: Int
  ) throws {
    var done = 0
    while done < buffer.count {
      let count = pwrite(file, buffer.start + done, buffer.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw StoreError(
          "The temporary folder has no room for features that are stored in chunks of columns:"
            + " \(String(cString: strerror(errno))). Set TMPDIR to a folder with more.")
      }
      done += count
    }
  }

  /// Fills `target` with some rows, `rowBytes` each.
  func read(_ range: Range<Int>, into target: UnsafeMutableRawPointer, rowBytes: Int) throws {
    let width = columns * numberBytes
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(range.count * width, 1), alignment: 64)
    defer { buffer.deallocate() }
    var row = range.lowerBound
    while row < range.upperBound {
      let band = row / rows
      let end = min((band + 1) * rows, range.upperBound)
      for column in 0..<across {
        let offset = ((band * across + column) * rows + row - band * rows) * width
        let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer[..<((end - row) * width)])
        guard FileDescriptor(descriptor).readAll(at: offset, into: bytes) else {
          throw StoreError("A temporary file of decompressed features cannot be read.")
        }
        let kept = min(columns, storedColumns - column * columns) * numberBytes
        let place = target + (row - range.lowerBound) * rowBytes + column * width
        for i in 0..<end - row {
          (place + i * rowBytes).copyMemory(from: buffer.start + i * width, byteCount: kept)
        }
      }
      row = end
    }
  }
}
