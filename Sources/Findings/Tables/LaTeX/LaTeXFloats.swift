/// The floats of a table: what is wider than its place stands in parts below each other, and what is higher
/// than a page goes on in another float.
struct LaTeXFloats {
  /// Some columns of some rows.
  struct Block {
    let columns: Range<Int>
    let rows: Range<Int>
  }

  let floats: [[Block]]

  /// - Parameters:
  ///   - parts: the columns that stand beside each other.
  ///   - room: the height of a page, in points.
  ///   - text: the height of the caption and the notes.
  init(
    _ table: FindingsTable, parts: [Range<Int>], size: LaTeXPlace.Size, room: Double, text: Double
  ) {
    let line = LaTeXExtent.lineSpacing * size.points
    let head = LaTeXExtent.headLines * line
    let heights = table.rows.map { LaTeXExtent.lines(of: $0, in: table) * line }
    let limit = max(Self.share * room - text, head + 2 * line)
    var floats: [[Block]] = []
    var used = Double.infinity
    for columns in parts {
      var start = 0
      while start < heights.count || (heights.isEmpty && start == 0) {
        // A part that does not fit into what is left of a page begins the next one.
        let whole = head + heights[start...].reduce(0, +)
        if used + whole > limit {
          floats.append([])
          used = 0
        }
        var (end, height) = (start, head)
        while end < heights.count, end == start || used + height + heights[end] <= limit {
          height += heights[end]
          end += 1
        }
        floats[floats.count - 1].append(Block(columns: columns, rows: start..<end))
        used += height
        start = max(end, start + 1)
      }
    }
    self.floats = floats
  }

  /// Of a page; the rest is for what the estimate does not know.
  private static let share = 0.92
}
