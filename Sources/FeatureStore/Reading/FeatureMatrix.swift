internal import FeatureStatistics
package import LinearAlgebra
import Parallel

/// A matrix of a store as rows of doubles, read block by block.
package struct FeatureMatrix: RowSource {
  package let description: DatasetDescription
  /// How the stored array is read as N x D.
  let view: MatrixView
  let selection: RowSelection
  let files: StoreFiles
  /// Other files that hold a part of the values.
  let otherFiles: [String]
  /// Chunks of columns with their filters undone, once somebody reads rows of them.
  private let unrolled: OnceCache<Int, UnrolledChunks?>

  /// N: rows that have a label.
  package var rows: Int { selection.count ?? view.rows }
  /// D, after pooling.
  package var columns: Int { view.columns }

  /// Bytes of a number, as read.
  private var numberBytes: Int { description.type.isFloat ? description.type.byteCount : 8 }

  /// Bytes that reading all of it takes, filters undone.
  package var byteCount: Int { rows * view.storedColumns * numberBytes }

  /// Opens a dataset and checks that it is a matrix of numbers, all of which are there.
  ///
  /// - Throws: ``StoreError`` with file, dataset and remedy.
  init(
    _ place: ObjectPlace, _ files: StoreFiles, _ options: ReadingOptions,
    noun: String = "features"
  ) throws {
    let dataset = try HDF5Dataset(files.file(place.file), place.path)
    self.files = files
    selection = .all
    description = dataset.description
    view = try MatrixView(dataset, options, noun: noun)
    otherFiles = try dataset.checkStorage(files)
    unrolled = OnceCache()
  }

  private init(_ other: FeatureMatrix, selection: RowSelection) {
    (description, view, files, otherFiles) = (
      other.description, other.view, other.files, other.otherFiles
    )
    self.selection = selection
    unrolled = other.unrolled
  }

  /// The same features with some rows only.
  func selecting(_ selection: RowSelection) -> FeatureMatrix {
    FeatureMatrix(self, selection: selection)
  }

  /// What of the reading is not in the stored content: part of the identity of what is computed.
  var readingIdentity: String {
    [view.identity, selection.identity].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  // MARK: - Pieces and blocks

  // Both are functions of D alone, so that sums and digests do not depend on how a file is chunked.

  /// Rows of a piece: 64 Ki numbers, which stay in a core's second-level cache from the reading to
  /// the class sums. A piece is a leaf of the digest.
  var pieceRows: Int { Self.pieceRows(columns: view.storedColumns) }

  /// Of features with so many stored columns.
  static func pieceRows(columns: Int) -> Int { min(max((64 << 10) / max(columns, 1), 1), 16_384) }

  /// Rows of a block: 32 pieces, about 16 MB as doubles, enough for dsyrk to run at full speed.
  var blockRows: Int { 32 * pieceRows }

  var pieceCount: Int { (rows + pieceRows - 1) / pieceRows }

  func pieceRange(_ piece: Int) -> Range<Int> {
    piece * pieceRows..<min((piece + 1) * pieceRows, rows)
  }

  func reader() throws -> RowReader {
    let file = try files.file(description.file)
    for path in otherFiles { try files.checkUnchanged(path) }
    return try RowReader(
      HDF5Dataset(file, description.path), view, identity: files.identity(of: description.file),
      unrolled: unrolled)
  }

  func buffer() throws -> PieceBuffer {
    PieceBuffer(try reader(), rows: pieceRows, selection: selection, meter: files.meter)
  }

  /// Calls `body` with consecutive blocks of rows as doubles, in order.
  package func forEachBlock(
    in range: Range<Int>, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    try forEachBlock(in: range, preferring: blockRows, body)
  }

  /// Blocks of so many rows, ``blockRows`` at most.
  package func forEachBlock(
    in range: Range<Int>, preferring rows: Int,
    _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    let (buffer, size) = (try buffer(), max(1, min(rows, blockRows)))
    // One block's memory serves for the next, unless somebody keeps it: a first touch costs more
    // than the numbers.
    var block = Matrix(rows: 0, columns: columns, elements: [])
    for start in stride(from: range.lowerBound, to: range.upperBound, by: size) {
      let count = min(size, range.upperBound - start)
      if block.rows != count {
        block = Matrix(rows: count, columns: columns, elements: untouchedDoubles(count * columns))
      }
      try block.elements.withUnsafeMutableBufferPointer {
        guard let base = $0.baseAddress else { return }
        try read(start..<start + count, by: buffer, into: base) { _ in }
      }
      try body(start, block)
    }
  }

  /// Pieces, each in a core's cache when it is handed on.
  package func read(
    _ range: Range<Int>, into target: UnsafeMutablePointer<Double>,
    _ body: (_ rows: Range<Int>) throws -> Void
  ) throws {
    try read(range, by: try buffer(), into: target, body)
  }

  private func read(
    _ range: Range<Int>, by buffer: PieceBuffer, into target: UnsafeMutablePointer<Double>,
    _ body: (_ rows: Range<Int>) throws -> Void
  ) throws {
    for first in stride(from: range.lowerBound, to: range.upperBound, by: buffer.rows) {
      let piece = first..<min(first + buffer.rows, range.upperBound)
      try buffer.read(piece)
      buffer.decode(piece.count, into: target + (first - range.lowerBound) * columns)
      try body(piece)
    }
  }

  // MARK: - Digest

  /// The content digest (see ``ContentDigest``), by reading everything once. Hexadecimal.
  package func digest() throws -> String {
    let buffer = try buffer()
    return rootDigest(
      leaves: try (0..<pieceCount).map { piece in
        try buffer.read(pieceRange(piece))
        return buffer.digest(pieceRange(piece).count)
      })
  }

  func rootDigest(leaves: [[UInt8]]) -> String {
    ContentDigest.root(
      type: description.type, shape: description.shape, reading: readingIdentity, leaves: leaves)
  }
}
