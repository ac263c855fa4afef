import CDeflate
import Platform

/// Undoes the filters of a chunk without libhdf5: gzip or LZF, and shuffle. A decoder belongs to one
/// thread at a time.
final class ChunkDecoder {
  private enum Compression { case none, gzip, lzf }

  /// Of a chunk.
  let rows: Int
  let columns: Int
  /// Bytes that a chunk takes in the file at most: what cannot be compressed grows a little.
  let largestStored: Int
  private let description: DatasetDescription
  private let compression: Compression
  private let isShuffled: Bool
  private let numberBytes: Int
  private let decompressor: OpaquePointer?
  /// A chunk before and after the shuffle is undone.
  private let chunk: UnsafeMutableRawBufferPointer
  private let plain: UnsafeMutableRawBufferPointer

  /// nil if the dataset is not chunked, or its filters are not among those.
  init?(_ description: DatasetDescription) {
    guard case .chunked(let shape) = description.layout, shape.count == 2,
      description.type.isFloat
    else { return nil }
    switch description.filters.map(\.identifier) {
    // Without filters libhdf5 reads: it knows the sizes, which its reading of raw chunks does not.
    case [2]: (isShuffled, compression) = (true, .none)
    case [1]: (isShuffled, compression) = (false, .gzip)
    case [2, 1]: (isShuffled, compression) = (true, .gzip)
    case [Int(LZFFilter.identifier)]: (isShuffled, compression) = (false, .lzf)
    case [2, Int(LZFFilter.identifier)]: (isShuffled, compression) = (true, .lzf)
    default: return nil
    }
    self.description = description
    (rows, columns) = (shape[0], shape[1])
    numberBytes = description.type.byteCount
    decompressor = compression == .gzip ? libdeflate_alloc_decompressor() : nil
    guard let bytes = DatasetDescription.product([rows, columns, numberBytes]), bytes > 0 else {
      return nil
    }
    largestStored = bytes + bytes / 10 + 4096
    chunk = .allocate(byteCount: bytes, alignment: 64)
    plain = .allocate(byteCount: isShuffled ? bytes : 1, alignment: 64)
  }

  deinit {
    if let decompressor { libdeflate_free_decompressor(decompressor) }
    chunk.deallocate()
    plain.deallocate()
  }

  /// Writes the rows of a stored chunk to `target`, `stride` bytes apart.
  ///
  /// - Parameters:
  ///   - mask: bit i: the i-th filter of the pipeline was skipped when this chunk was written.
  ///   - columns: how many of the chunk's columns are wanted.
  func decode(
    _ stored: UnsafeRawBufferPointer, mask: UInt32, into target: UnsafeMutableRawPointer,
    stride: Int, columns wanted: Int
  ) throws {
    let isCompressed = compression != .none && mask & (isShuffled ? 2 : 1) == 0
    let whole = isCompressed ? UnsafeRawBufferPointer(chunk) : stored
    if isCompressed { try decompress(stored) }
    guard whole.count == chunk.count else { throw damaged() }
    var source = whole
    if isShuffled, mask & 1 == 0 {
      unshuffle(whole)
      source = UnsafeRawBufferPointer(plain)
    }
    for row in 0..<rows {
      (target + row * stride).copyMemory(
        from: source.start + row * columns * numberBytes, byteCount: wanted * numberBytes)
    }
  }

  private func decompress(_ stored: UnsafeRawBufferPointer) throws {
    switch compression {
    case .none: return
    case .gzip:
      var written = 0
      let result = libdeflate_zlib_decompress(
        decompressor, stored.baseAddress, stored.count, chunk.baseAddress, chunk.count, &written)
      guard result == LIBDEFLATE_SUCCESS, written == chunk.count else { throw damaged() }
    case .lzf:
      guard LZFFilter.expand(stored, into: chunk) == chunk.count else { throw damaged() }
    }
  }

  private func damaged() -> StoreError {
    let name = compression == .lzf ? "LZF" : "gzip"
    return StoreError(
      "\(description.place): a \(name) chunk is damaged. Copy or write the file again.")
  }

  /// `whole` to `plain`: the shuffle filter stores all first bytes, then all second bytes, ...
  private func unshuffle(_ whole: UnsafeRawBufferPointer) {
    let count = rows * columns
    guard let base = whole.baseAddress, let target = plain.baseAddress else { return }
    let source = base.assumingMemoryBound(to: UInt8.self)
    switch numberBytes {
    case 2:
      let out = target.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count { out[i] = UInt16(source[i]) | UInt16(source[count + i]) << 8 }
    case 4:
      let out = target.assumingMemoryBound(to: UInt32.self)
      let (b, c, d) = (count, 2 * count, 3 * count)
      for i in 0..<count {
        let low = UInt32(source[i]) | UInt32(source[b + i]) << 8
        out[i] = low | UInt32(source[c + i]) << 16 | UInt32(source[d + i]) << 24
      }
    default:
      let out = target.assumingMemoryBound(to: UInt8.self)
      for byte in 0..<numberBytes {
        for i in 0..<count { out[i * numberBytes + byte] = source[byte * count + i] }
      }
    }
  }
}
