import ArgumentParser

/// The rows and columns of a chunk, written as 256x2048.
struct ChunkShape: ExpressibleByArgument {
  let rows: Int
  let columns: Int

  /// nil unless both are numbers from 1.
  init?(argument: String) {
    let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let rows = sides[0], let columns = sides[1], rows > 0, columns > 0
    else { return nil }
    (self.rows, self.columns) = (rows, columns)
  }
}
