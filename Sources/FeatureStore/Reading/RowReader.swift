import Parallel
import Platform

/// Reads ranges of rows of a matrix as the bytes that were stored, filters undone.
///
/// Contiguous data of this very file is read from the file itself, never mapped, so that it does not
/// count as memory of the process. Everything else is read by bands, the rows that one row of chunks
/// holds: chunks under gzip, LZF and shuffle are decompressed here, so
/// that several readers work at once; all else goes through `H5Dread`, chunks without filters among
/// them, because libhdf5's reading of raw chunks trusts the sizes in the file. A reader belongs to
/// one thread at a time.
final class RowReader {
  private enum Way {
    case direct(descriptor: Int32, offset: UInt64)
    case chunks(ChunkSource)
    case unrolled(UnrolledChunks)
    case library
  }

  let view: MatrixView
  let description: DatasetDescription
  private let dataset: HDF5Dataset
  private let way: Way
  /// The rows of the band that was read last, because pieces and chunks seldom have equal borders.
  private var band: UnsafeMutableRawBufferPointer
  private let bandRows: Int
  private var bandIndex = -1

  /// Bytes; chunks that are higher are read by parts, each of which decompresses them anew.
  private static let largestBand = 192 << 20
  /// Bytes; what libhdf5 reads at a time where there are no chunks, or small ones.
  private static let smallestBand = 1 << 20
  /// Bytes; of arrays D x N, each band of which goes through the whole file.
  private static let transposedBand = 64 << 20

  /// - Parameters:
  ///   - identity: of the file that was checked; nil: no direct read.
  ///   - unrolled: chunks of columns with their filters undone, which readers of a matrix share.
  init(
    _ dataset: HDF5Dataset, _ view: MatrixView, identity: FileIdentity?,
    unrolled: OnceCache<Int, UnrolledChunks?>
  ) throws {
    self.dataset = dataset
    self.view = view
    description = dataset.description
    let rowBytes = Self.rowBytes(description, view)
    var height = max(
      (view.isTransposed ? Self.transposedBand : Self.smallestBand) / max(rowBytes, 1), 1)
    if case .chunked(let shape) = description.layout, !view.isTransposed {
      let first = max(shape[view.rowAxis], 1)
      height = first * max(height / first, 1)
    }
    band = .init(start: nil, count: 0)
    if let direct = try Self.direct(description, view, identity) {
      way = direct
    } else if let chunks = try Self.unrolled(dataset, view, rowBytes, unrolled) {
      height = max(Self.smallestBand / max(rowBytes, 1), 1)
      way = .unrolled(chunks)
    } else if !view.isTransposed, let decoder = ChunkDecoder(description),
      decoder.rows * rowBytes <= Self.largestBand
    {
      height = decoder.rows
      way = .chunks(ChunkSource(dataset, decoder))
    } else {
      way = .library
    }
    bandRows = max(min(height, Self.largestBand / max(rowBytes, 1)), 1)
  }

  deinit {
    band.deallocate()
    if case .direct(let descriptor, _) = way { close(descriptor) }
  }

  /// The file itself, if all is known to hold that direct reading needs: contiguous IEEE floats of
  /// this file without filters, rows in their order, and a descriptor of the very file that libhdf5
  /// has open.
  private static func direct(
    _ description: DatasetDescription, _ view: MatrixView, _ identity: FileIdentity?
  ) throws -> Way? {
    guard case .contiguous(let offset?) = description.layout, description.filters.isEmpty,
      description.type.isFloat, !view.isTransposed, let identity
    else { return nil }
    let descriptor = open(description.file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard FileIdentity(of: descriptor) == identity else {
      close(descriptor)
      throw StoreError(
        "\(description.file) changed while it was in use. Run again when the file is complete.")
    }
    return .direct(descriptor: descriptor, offset: offset)
  }

  /// nil where chunks have whole rows, or few, or where there is no room.
  private static func unrolled(
    _ dataset: HDF5Dataset, _ view: MatrixView, _ rowBytes: Int,
    _ shared: OnceCache<Int, UnrolledChunks?>
  ) throws -> UnrolledChunks? {
    guard !view.isTransposed, let decoder = ChunkDecoder(dataset.description),
      UnrolledChunks.isFor(decoder, rowBytes: rowBytes, storedColumns: view.storedColumns)
    else { return nil }
    return try shared.value(for: 0) {
      try UnrolledChunks(
        ChunkSource(dataset, decoder), rowCount: view.rows, storedColumns: view.storedColumns,
        numberBytes: dataset.description.type.byteCount)
    }
  }

  var rowBytes: Int { Self.rowBytes(description, view) }

  private static func rowBytes(_ description: DatasetDescription, _ view: MatrixView) -> Int {
    view.storedColumns * description.numberBytes
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
        from: band.start + (row - index * bandRows) * rowBytes,
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
    let rows = index * bandRows..<min((index + 1) * bandRows, view.rows)
    switch way {
    case .chunks(let source): try loadChunks(source, ofBand: index)
    case .unrolled(let chunks): try chunks.read(rows, into: band.start, rowBytes: rowBytes)
    case .direct, .library: try readByLibrary(rows)
    }
    bandIndex = index
  }

  /// Fills the band from one row of chunks.
  private func loadChunks(_ source: ChunkSource, ofBand index: Int) throws {
    let (rows, columns) = (source.decoder.rows, source.decoder.columns)
    for first in stride(from: 0, to: view.storedColumns, by: columns) {
      try source.read(
        row: index * rows, column: first,
        into: band.start + first * description.type.byteCount, stride: rowBytes,
        columns: min(columns, view.storedColumns - first))
    }
  }

  private func readByLibrary(_ rows: Range<Int>) throws {
    guard view.isTransposed else { return try readByLibrary(rows, into: band.start) }
    let bytes = rows.count * rowBytes
    let columns = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 1), alignment: 64)
    defer { columns.deallocate() }
    try readByLibrary(rows, into: columns)
    transpose(columns, rows: rows.count)
  }

  /// The numbers D x `rows` at `source` to the band, row by row.
  private func transpose(_ source: UnsafeMutableRawPointer, rows: Int) {
    let (size, columns) = (description.numberBytes, view.storedColumns)
    for column in 0..<columns {
      for row in 0..<rows {
        (band.start + (row * columns + column) * size).copyMemory(
          from: source + (column * rows + row) * size, byteCount: size)
      }
    }
  }

  private func readByLibrary(_ rows: Range<Int>, into target: UnsafeMutableRawPointer) throws {
    try dataset.readRows(
      rows, along: view.rowAxis, bytes: rows.count * rowBytes, into: target)
  }
}
