package import LinearAlgebra

/// A two-dimensional dataset as rows of doubles, read block by block.
package struct FeatureMatrix: RowSource {
  package let description: DatasetDescription

  package var rows: Int { description.rows }
  package var columns: Int { description.columns }

  /// Opens `path` of `file` and checks that it is a matrix of numbers.
  init(file: HDF5File, path: String) throws {
    description = try HDF5Dataset(file, path).description
    guard description.shape.count == 2 else {
      throw StoreError(
        "\(description.place) has shape \(description.shape); features are two-dimensional"
          + " [rows, dimensions].")
    }
    if case .other(let name, _) = description.type, !name.hasPrefix("float") {
      throw StoreError(
        "\(description.place) holds \(name); features are float16, float32 or float64.")
    }
  }

  // MARK: - Pieces and blocks

  // Both are functions of D alone, so that sums and digests do not depend on how a file is chunked.

  /// Rows of a piece: 64 Ki numbers, which stay in a core's second-level cache from the reading to
  /// the class sums. A piece is a leaf of the digest.
  static func pieceRows(columns: Int) -> Int {
    min(max((64 << 10) / max(columns, 1), 1), 16_384)
  }

  /// Rows of a block: 32 pieces, about 16 MB as doubles, enough for dsyrk to run at full speed.
  static func blockRows(columns: Int) -> Int { 32 * pieceRows(columns: columns) }

  var pieceCount: Int {
    let size = Self.pieceRows(columns: columns)
    return (rows + size - 1) / size
  }

  func pieceRange(_ piece: Int) -> Range<Int> {
    let size = Self.pieceRows(columns: columns)
    return piece * size..<min((piece + 1) * size, rows)
  }

  func reader() throws -> RowReader {
    try RowReader(HDF5Dataset(HDF5File(description.file), description.path))
  }

  package func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    let buffer = PieceBuffer(try reader(), rows: Self.pieceRows(columns: columns))
    let step = Self.blockRows(columns: columns)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: step) {
      let count = min(step, range.upperBound - start)
      let elements = try [Double](unsafeUninitializedCapacity: count * columns) { target, filled in
        for first in stride(from: start, to: start + count, by: buffer.rows) {
          let piece = first..<min(first + buffer.rows, start + count)
          try buffer.read(piece)
          if let base = target.baseAddress {
            buffer.decode(piece.count, into: base + (first - start) * columns)
          }
        }
        filled = count * columns
      }
      try body(start, Matrix(rows: count, columns: columns, elements: elements))
    }
  }

  /// The content digest (see ``ContentDigest``), by reading everything once. Hexadecimal.
  package func digest() throws -> String {
    let buffer = PieceBuffer(try reader(), rows: Self.pieceRows(columns: columns))
    let leaves = try (0..<pieceCount).map { piece in
      try buffer.read(pieceRange(piece))
      return buffer.digest(pieceRange(piece).count)
    }
    return ContentDigest.root(type: description.type, shape: description.shape, leaves: leaves)
  }
}

/// The stored bytes of one piece of rows.
final class PieceBuffer {
  let rows: Int
  private let reader: RowReader
  private let bytes: UnsafeMutableRawBufferPointer

  init(_ reader: RowReader, rows: Int) {
    self.reader = reader
    self.rows = rows
    bytes = .allocate(byteCount: max(rows * reader.rowBytes, 16), alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// - Precondition: at most as many rows as the buffer has.
  func read(_ rows: Range<Int>) throws {
    precondition(rows.count <= self.rows, "\(rows.count) rows for a buffer of \(self.rows)")
    try reader.read(rows, into: bytes.baseAddress!)
  }

  /// Tells the system which rows come next, so that it reads them while others are computed with.
  func prefetch(_ rows: Range<Int>) { reader.prefetch(rows) }

  func decode(_ rows: Int, into target: UnsafeMutablePointer<Double>) {
    var (size, bigEndian) = (8, false)
    if case .float(let bytes, let isBigEndian) = reader.description.type {
      (size, bigEndian) = (bytes, isBigEndian)
    }
    FloatDecoder.decode(
      bytes.baseAddress!, count: rows * reader.description.columns, bytes: size,
      bigEndian: bigEndian, into: target)
  }

  func digest(_ rows: Int) -> [UInt8] {
    ContentDigest.leaf(UnsafeRawBufferPointer(rebasing: bytes[..<(rows * reader.rowBytes)]))
  }
}
