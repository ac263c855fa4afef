/// Reads stored chunks of one dataset and undoes their filters. A source belongs to one thread at a
/// time.
final class ChunkSource {
  let decoder: ChunkDecoder
  private let dataset: HDF5Dataset
  private var compressed: [UInt8] = []

  init(_ dataset: HDF5Dataset, _ decoder: ChunkDecoder) {
    self.dataset = dataset
    self.decoder = decoder
  }

  /// The first `columns` of the chunk that begins at a row and a column, in rows that are `stride`
  /// bytes apart.
  func read(
    row: Int, column: Int, into target: UnsafeMutableRawPointer, stride: Int, columns: Int
  ) throws {
    let (count, mask) = try dataset.readChunk(
      row: row, column: column, limit: decoder.largestStored, into: &compressed)
    try compressed.withUnsafeBytes {
      try decoder.decode(
        UnsafeRawBufferPointer(rebasing: $0[..<count]), mask: mask, into: target, stride: stride,
        columns: columns)
    }
  }
}
