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

  /// Rows per block: about 16 MB as doubles, and a function of D alone, so that sums over blocks
  /// and digests do not depend on how a file is chunked.
  static func blockRows(columns: Int) -> Int { min(max((2 << 20) / max(columns, 1), 16), 16_384) }

  var blockCount: Int {
    let size = Self.blockRows(columns: columns)
    return (rows + size - 1) / size
  }

  func blockRange(_ block: Int) -> Range<Int> {
    let size = Self.blockRows(columns: columns)
    return block * size..<min((block + 1) * size, rows)
  }

  func reader() throws -> RowReader {
    try RowReader(HDF5Dataset(HDF5File(description.file), description.path))
  }

  package func forEachBlock(_ body: (_ firstRow: Int, _ block: Matrix) throws -> Void) throws {
    let reader = try reader()
    let buffer = RawBlock(reader, rows: min(Self.blockRows(columns: columns), rows))
    for block in 0..<blockCount {
      let range = blockRange(block)
      try buffer.read(range)
      let elements = [Double](unsafeUninitializedCapacity: range.count * columns) { target, count in
        if let start = target.baseAddress { buffer.decode(range.count, into: start) }
        count = range.count * columns
      }
      try body(range.lowerBound, Matrix(rows: range.count, columns: columns, elements: elements))
    }
  }

  /// The content digest (see ``ContentDigest``), by reading everything once. Hexadecimal.
  package func digest() throws -> String {
    let reader = try reader()
    let buffer = RawBlock(reader, rows: min(Self.blockRows(columns: columns), rows))
    let leaves = try (0..<blockCount).map { block in
      try buffer.read(blockRange(block))
      return buffer.digest(blockRange(block).count)
    }
    return ContentDigest.root(type: description.type, shape: description.shape, leaves: leaves)
  }
}

/// The stored bytes of one block of rows.
final class RawBlock {
  private let reader: RowReader
  private let bytes: UnsafeMutableRawBufferPointer

  init(_ reader: RowReader, rows: Int) {
    self.reader = reader
    bytes = .allocate(byteCount: max(rows * reader.rowBytes, 16), alignment: 64)
  }

  deinit { bytes.deallocate() }

  func read(_ rows: Range<Int>) throws { try reader.read(rows, into: bytes.baseAddress!) }

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
