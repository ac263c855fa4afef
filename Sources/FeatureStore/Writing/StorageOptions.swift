/// How features are stored by the commands that write stores.
package struct StorageOptions: Sendable {
  /// 2, 4 or 8 bytes.
  package var floatBytes: Int
  /// 0 (none) to 9.
  package var gzip: Int
  /// Whether bytes are sorted by their place in the number before gzip.
  package var shuffle: Bool
  /// Rows and columns of a chunk; nil for about 1 MB of whole rows. Chunks that neither gzip nor
  /// shuffle are possible too.
  package var chunk: (rows: Int, columns: Int)?

  package init(
    floatBytes: Int = 4, gzip: Int = 0, shuffle: Bool = false,
    chunk: (rows: Int, columns: Int)? = nil
  ) {
    self.floatBytes = floatBytes
    self.gzip = gzip
    self.shuffle = shuffle
    self.chunk = chunk
  }

  var isChunked: Bool { gzip > 0 || shuffle || chunk != nil }

  /// The shape of the chunks of a matrix, or of the bands that contiguous storage is written in.
  func chunkShape(rows: Int, columns: Int) -> (rows: Int, columns: Int) {
    let height = (1 << 20) / max(columns * floatBytes, 1)
    let wanted = chunk ?? (rows: height, columns: columns)
    return (max(min(wanted.rows, rows), 1), max(min(wanted.columns, columns), 1))
  }
}
