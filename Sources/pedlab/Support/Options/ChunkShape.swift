import ArgumentParser

/// The rows and columns of a chunk, written as 256x2048.
struct ChunkShape {
  let rows: Int
  let columns: Int

  /// - Throws: `ValidationError` unless both are numbers from 1.
  init(text: String) throws {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let rows = sides[0], let columns = sides[1], rows > 0, columns > 0
    else {
      throw ValidationError(
        "--chunks is \"\(text)\"; allowed: rows and columns from 1, as in 256x64.")
    }
    (self.rows, self.columns) = (rows, columns)
  }
}
