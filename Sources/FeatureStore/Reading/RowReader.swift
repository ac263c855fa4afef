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
/// Contiguous data is read from the file itself, never mapped, so that it does not count as
/// memory of the process. Everything else is read by bands, the rows that one row of chunks holds:
/// chunks under gzip, LZF and shuffle are decompressed here, outside of libhdf5's lock, so that
/// several readers work at once; all else goes through `H5Dread`. A reader belongs to one thread at
/// a time.
final class RowReader {
  private enum Way {
    case direct(descriptor: Int32, offset: UInt64)
    case chunks(ChunkDecoder)
    case library
  }

  let description: DatasetDescription
  private let dataset: HDF5Dataset
  private var way: Way
  /// The rows of the band that was read last, because pieces and chunks seldom have equal borders.
  private var band: UnsafeMutableRawBufferPointer
  private let bandRows: Int
  private var bandIndex = -1
  private var compressed: [UInt8] = []

  /// Bytes; chunks that are higher are read by parts, each of which decompresses them anew.
  private static let largestBand = 192 << 20
  /// Bytes; what libhdf5 reads at a time where there are no chunks, or small ones.
  private static let smallestBand = 1 << 20

  init(_ dataset: HDF5Dataset) throws {
    self.dataset = dataset
    description = dataset.description
    let rowBytes = Self.rowBytes(description)
    var height = max(Self.smallestBand / max(rowBytes, 1), 1)
    if case .chunked(let shape) = description.layout, let first = shape.first {
      height = first * max(height / max(first, 1), 1)
    }
    way = .library
    if case .contiguous(let offset?) = description.layout, description.type.isFloat {
      let descriptor = open(description.file, O_RDONLY)
      if descriptor >= 0 { way = .direct(descriptor: descriptor, offset: offset) }
    } else if let decoder = ChunkDecoder(description),
      decoder.rows * rowBytes <= Self.largestBand
    {
      height = decoder.rows
      way = .chunks(decoder)
    }
    bandRows = max(min(height, Self.largestBand / max(rowBytes, 1)), 1)
    band = .init(start: nil, count: 0)
  }

  deinit {
    band.deallocate()
    if case .direct(let descriptor, _) = way { close(descriptor) }
  }

  var rowBytes: Int { Self.rowBytes(description) }

  /// Numbers that are not IEEE floats are converted by libhdf5 to doubles.
  private static func rowBytes(_ description: DatasetDescription) -> Int {
    description.columns * (description.type.isFloat ? description.type.byteCount : 8)
  }

  /// Fills `target` with the bytes of `rows`, row by row.
  func read(_ rows: Range<Int>, into target: UnsafeMutableRawPointer) throws {
    guard !rows.isEmpty, rowBytes > 0 else { return }
    if case .direct(let descriptor, let offset) = way {
      let start = offset + UInt64(rows.lowerBound * rowBytes)
      return try readDirectly(descriptor, at: start, count: rows.count * rowBytes, into: target)
    }
    var row = rows.lowerBound
    while row < rows.upperBound {
      let index = row / bandRows
      try loadBand(index)
      let end = min((index + 1) * bandRows, rows.upperBound)
      (target + (row - rows.lowerBound) * rowBytes).copyMemory(
        from: band.baseAddress! + (row - index * bandRows) * rowBytes,
        byteCount: (end - row) * rowBytes)
      row = end
    }
  }

  /// Asks the system to read the bytes of `rows` ahead, where they lie in one place.
  func prefetch(_ rows: Range<Int>) {
    #if os(Linux)
      guard case .direct(let descriptor, let offset) = way, !rows.isEmpty else { return }
      posix_fadvise(
        descriptor, off_t(offset) + off_t(rows.lowerBound * rowBytes),
        off_t(rows.count * rowBytes), POSIX_FADV_WILLNEED)
    #endif
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

  // MARK: - Bands

  private func loadBand(_ index: Int) throws {
    guard index != bandIndex else { return }
    bandIndex = -1
    if band.count == 0 {
      band = .allocate(byteCount: max(bandRows * rowBytes, 1), alignment: 64)
    }
    if case .chunks(let decoder) = way, try !loadChunks(decoder, ofBand: index) {
      // A chunk that was never written holds the fill value, which libhdf5 knows.
      way = .library
    }
    if case .library = way {
      try readByLibrary(index * bandRows..<min((index + 1) * bandRows, description.rows))
    }
    bandIndex = index
  }

  /// Fills the band from one row of chunks. False if a chunk was never written.
  private func loadChunks(_ decoder: ChunkDecoder, ofBand index: Int) throws -> Bool {
    for first in stride(from: 0, to: description.columns, by: decoder.columns) {
      guard let (count, mask) = try readChunk(row: index * decoder.rows, column: first) else {
        return false
      }
      try compressed.withUnsafeBytes {
        try decoder.decode(
          UnsafeRawBufferPointer(rebasing: $0[..<count]), mask: mask,
          into: band.baseAddress! + first * description.type.byteCount, stride: rowBytes,
          columns: min(decoder.columns, description.columns - first))
      }
    }
    return true
  }

  /// The stored bytes of a chunk, into `compressed`: their number and the filter mask.
  private func readChunk(row: Int, column: Int) throws -> (Int, UInt32)? {
    try HDF5.locked {
      let offset = [hsize_t(row), hsize_t(column)]
      var bytes: hsize_t = 0
      // Fails, or gives zero, for a chunk that was never written.
      guard H5Dget_chunk_storage_size(dataset.handle.id, offset, &bytes) >= 0, bytes > 0 else {
        return nil
      }
      if compressed.count < Int(bytes) { compressed = [UInt8](repeating: 0, count: Int(bytes)) }
      var mask: UInt32 = 0
      guard H5Dread_chunk(dataset.handle.id, 0, offset, &mask, &compressed) >= 0 else {
        throw dataset.readError()
      }
      return (Int(bytes), mask)
    }
  }

  private func readByLibrary(_ rows: Range<Int>) throws {
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
          memory.id, space.id, 0, band.baseAddress!) >= 0
      else { throw dataset.readError() }
    }
  }
}
