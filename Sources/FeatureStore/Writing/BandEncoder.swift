import CDeflate

/// Rounds, shuffles and compresses the rows of one row of chunks.
struct BandEncoder: Sendable {
  let columns: Int
  let chunkRows: Int
  let chunkColumns: Int
  let options: StorageOptions

  init(columns: Int, chunk: (rows: Int, columns: Int), options: StorageOptions) {
    self.columns = columns
    (chunkRows, chunkColumns) = chunk
    self.options = options
  }

  /// The chunks of the band from left to right as they are stored, or the rows of contiguous
  /// storage. Chunks at the borders are filled up with zeros.
  func encode(
    _ rows: Range<Int>, fill: (Range<Int>, UnsafeMutablePointer<Double>) throws -> Void
  ) throws -> [[UInt8]] {
    let count = rows.count * columns
    let values = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
    defer { values.deallocate() }
    try fill(rows, values)
    guard options.isChunked else {
      return [
        bytes(count) { FloatEncoder.encode(values, count: count, options.floatBytes, into: $0) }
      ]
    }
    let compressor = options.gzip > 0 ? libdeflate_alloc_compressor(Int32(options.gzip)) : nil
    defer { if let compressor { libdeflate_free_compressor(compressor) } }
    return stride(from: 0, to: columns, by: chunkColumns).map { first in
      var chunk = bytes(chunkRows * chunkColumns) { target in
        let width = min(chunkColumns, columns - first)
        for row in 0..<rows.count {
          FloatEncoder.encode(
            values + row * columns + first, count: width, options.floatBytes,
            into: target + row * chunkColumns * options.floatBytes)
        }
      }
      if options.shuffle { chunk = shuffled(chunk) }
      guard let compressor else { return chunk }
      return compressed(chunk, compressor)
    }
  }

  /// Zeros, then `body`.
  private func bytes(_ numbers: Int, body: (UnsafeMutableRawPointer) -> Void) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: numbers * options.floatBytes)
    bytes.withUnsafeMutableBytes { if let base = $0.baseAddress { body(base) } }
    return bytes
  }

  /// All first bytes of the numbers, then all second bytes, ...
  private func shuffled(_ chunk: [UInt8]) -> [UInt8] {
    let (size, count) = (options.floatBytes, chunk.count / options.floatBytes)
    return [UInt8](unsafeUninitializedCapacity: chunk.count) { target, filled in
      chunk.withUnsafeBufferPointer { source in
        for byte in 0..<size {
          for i in 0..<count { target[byte * count + i] = source[i * size + byte] }
        }
      }
      filled = chunk.count
    }
  }

  private func compressed(_ chunk: [UInt8], _ compressor: OpaquePointer) -> [UInt8] {
    let bound = libdeflate_zlib_compress_bound(compressor, chunk.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { target, filled in
      filled = libdeflate_zlib_compress(
        compressor, chunk, chunk.count, target.baseAddress, bound)
    }
  }
}
