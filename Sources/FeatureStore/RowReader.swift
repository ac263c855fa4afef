import CDeflate
import CHDF5

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads ranges of rows of a two-dimensional dataset as the bytes that were stored, filters undone.
///
/// Contiguous data is read from the file itself; chunks under gzip and shuffle are decompressed
/// here, outside of libhdf5's lock, so that several readers work at once; all else goes through
/// `H5Dread`. A reader belongs to one thread at a time.
final class RowReader {
  private enum Way {
    case direct(descriptor: Int32, offset: UInt64)
    case chunks(rows: Int, columns: Int, shuffled: Bool, deflated: Bool)
    case library
  }

  let description: DatasetDescription
  private let dataset: HDF5Dataset
  private var way: Way
  private let decompressor = libdeflate_alloc_decompressor()
  /// The rows of chunks that were read last, because blocks and chunks seldom have equal borders.
  private var band: [UInt8] = []
  private var bandIndex = -1
  private var compressed: [UInt8] = []
  private var chunk: [UInt8] = []
  private var plain: [UInt8] = []

  private static let largestBand = 192 << 20

  init(_ dataset: HDF5Dataset) throws {
    self.dataset = dataset
    description = dataset.description
    way = Self.way(description)
    if case .direct(_, let offset) = way {
      let descriptor = open(description.file, O_RDONLY)
      way = descriptor >= 0 ? .direct(descriptor: descriptor, offset: offset) : .library
    }
  }

  deinit {
    libdeflate_free_decompressor(decompressor)
    if case .direct(let descriptor, _) = way { close(descriptor) }
  }

  var rowBytes: Int { description.columns * storedBytes }
  /// Numbers that are not IEEE floats are converted by libhdf5 to doubles.
  var storedBytes: Int { description.type.isFloat ? description.type.byteCount : 8 }

  private static func way(_ description: DatasetDescription) -> Way {
    guard description.type.isFloat, description.shape.count == 2 else { return .library }
    switch description.layout {
    case .compact: return .library
    case .contiguous(let offset):
      return offset.map { .direct(descriptor: -1, offset: $0) } ?? .library
    case .chunked(let shape):
      let filters = description.filters.map(\.identifier)
      let bandBytes = shape[0] * description.columns * description.type.byteCount
      guard [[], [1], [2], [2, 1]].contains(filters), bandBytes <= largestBand else {
        return .library
      }
      return .chunks(
        rows: shape[0], columns: shape[1], shuffled: filters.contains(2),
        deflated: filters.contains(1))
    }
  }

  /// Fills `target` with the bytes of `rows`, row by row.
  func read(_ rows: Range<Int>, into target: UnsafeMutableRawPointer) throws {
    guard !rows.isEmpty, rowBytes > 0 else { return }
    switch way {
    case .direct(let descriptor, let offset):
      let start = offset + UInt64(rows.lowerBound * rowBytes)
      try readDirectly(descriptor, at: start, count: rows.count * rowBytes, into: target)
    case .chunks(let height, let width, let shuffled, let deflated):
      var row = rows.lowerBound
      while row < rows.upperBound {
        let index = row / height
        guard try loadBand(index, height, width, shuffled, deflated) else {
          way = .library
          return try read(rows, into: target)
        }
        let end = min((index + 1) * height, rows.upperBound)
        band.withUnsafeBytes { bytes in
          (target + (row - rows.lowerBound) * rowBytes).copyMemory(
            from: bytes.baseAddress! + (row - index * height) * rowBytes,
            byteCount: (end - row) * rowBytes)
        }
        row = end
      }
    case .library: try readByLibrary(rows, into: target)
    }
  }

  private func readDirectly(
    _ descriptor: Int32, at start: UInt64, count: Int, into target: UnsafeMutableRawPointer
  ) throws {
    var done = 0
    while done < count {
      let got = pread(descriptor, target + done, count - done, off_t(start) + off_t(done))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        throw StoreError(
          "\(description.place): the file ends inside the dataset. Copy or write it again.")
      }
      done += got
    }
  }

  private func readByLibrary(_ rows: Range<Int>, into target: UnsafeMutableRawPointer) throws {
    try HDF5.locked {
      var start = [hsize_t](repeating: 0, count: description.shape.count)
      var count = description.shape.map { hsize_t($0) }
      start[0] = hsize_t(rows.lowerBound)
      count[0] = hsize_t(rows.count)
      let stored = HDF5Handle(H5Dget_type(dataset.handle.id), close: H5Tclose)
      guard let space = HDF5Handle(H5Dget_space(dataset.handle.id), close: H5Sclose),
        let memory = HDF5Handle(
          H5Screate_simple(Int32(count.count), count, nil), close: H5Sclose),
        let stored,
        H5Sselect_hyperslab(space.id, H5S_SELECT_SET, start, nil, count, nil) >= 0,
        H5Dread(
          dataset.handle.id, description.type.isFloat ? stored.id : pedlab_h5t_native_double(),
          memory.id, space.id, 0, target) >= 0
      else { throw dataset.readError() }
    }
  }

  /// Makes `band` hold the chunks of one row of chunks. False if a chunk was never written.
  private func loadBand(
    _ index: Int, _ height: Int, _ width: Int, _ shuffled: Bool, _ deflated: Bool
  ) throws -> Bool {
    guard index != bandIndex else { return true }
    bandIndex = -1
    let size = description.type.byteCount
    let chunkBytes = height * width * size
    if band.count != height * rowBytes { band = [UInt8](repeating: 0, count: height * rowBytes) }
    if chunk.count != chunkBytes {
      chunk = [UInt8](repeating: 0, count: chunkBytes)
      plain = [UInt8](repeating: 0, count: chunkBytes)
    }
    for first in stride(from: 0, to: description.columns, by: width) {
      guard let (count, mask) = try readChunk(row: index * height, column: first) else {
        return false
      }
      // Bit i of the mask: the i-th filter of the pipeline was skipped when this chunk was written.
      let deflateBit: UInt32 = shuffled ? 2 : 1
      try inflate(count, deflated: deflated && mask & deflateBit == 0)
      if shuffled, mask & 1 == 0 { unshuffle(size) } else { swap(&chunk, &plain) }
      copyToBand(first, width, height, size)
    }
    bandIndex = index
    return true
  }

  /// The stored bytes of a chunk, into `compressed`: their number and the filter mask.
  private func readChunk(row: Int, column: Int) throws -> (Int, UInt32)? {
    try HDF5.locked {
      let offset = [hsize_t(row), hsize_t(column)]
      var bytes: hsize_t = 0
      // Fails, or gives zero, for a chunk that was never written.
      guard H5Dget_chunk_storage_size(dataset.handle.id, offset, &bytes) >= 0 else { return nil }
      guard bytes > 0 else { return nil }
      if compressed.count < Int(bytes) { compressed = [UInt8](repeating: 0, count: Int(bytes)) }
      var mask: UInt32 = 0
      guard H5Dread_chunk(dataset.handle.id, 0, offset, &mask, &compressed) >= 0 else {
        throw dataset.readError()
      }
      return (Int(bytes), mask)
    }
  }

  /// `compressed` to `chunk`.
  private func inflate(_ count: Int, deflated: Bool) throws {
    guard deflated else {
      chunk.replaceSubrange(
        0..<min(count, chunk.count), with: compressed[..<min(count, chunk.count)])
      return
    }
    var written = 0
    let result = libdeflate_zlib_decompress(
      decompressor, compressed, count, &chunk, chunk.count, &written)
    guard result == LIBDEFLATE_SUCCESS, written == chunk.count else {
      throw StoreError(
        "\(description.place): a gzip chunk is damaged. Copy or write the file again.")
    }
  }

  /// `chunk` to `plain`: the shuffle filter stores all first bytes, then all second bytes, ...
  private func unshuffle(_ size: Int) {
    let count = chunk.count / size
    chunk.withUnsafeBufferPointer { source in
      plain.withUnsafeMutableBytes { target in
        switch size {
        case 2:
          let out = target.bindMemory(to: UInt16.self)
          for i in 0..<count {
            out[i] = UInt16(source[i]) | UInt16(source[count + i]) << 8
          }
        case 4:
          let out = target.bindMemory(to: UInt32.self)
          let (b, c, d) = (count, 2 * count, 3 * count)
          for i in 0..<count {
            let low = UInt32(source[i]) | UInt32(source[b + i]) << 8
            out[i] = low | UInt32(source[c + i]) << 16 | UInt32(source[d + i]) << 24
          }
        default:
          for byte in 0..<size {
            for i in 0..<count { target[i * size + byte] = source[byte * count + i] }
          }
        }
      }
    }
  }

  private func copyToBand(_ first: Int, _ width: Int, _ height: Int, _ size: Int) {
    let bytes = min(width, description.columns - first) * size
    plain.withUnsafeBytes { source in
      band.withUnsafeMutableBytes { target in
        for row in 0..<height {
          (target.baseAddress! + row * rowBytes + first * size).copyMemory(
            from: source.baseAddress! + row * width * size, byteCount: bytes)
        }
      }
    }
  }
}
