/// Classes as rows of one number with a single larger one: 0 and 1, -1 and 1, 0 and 255, or smoothed.
struct OneHotRows: Equatable {
  /// The column of the larger number, for each row that was looked at.
  let classes: [Int]
  let low: Double
  let high: Double

  /// nil if some row has not exactly one number that is larger than the others, the same in all rows,
  /// or the others are not the same in all rows.
  ///
  /// - Parameters:
  ///   - values: N x K, row by row.
  ///   - rows: those that are looked at; nil for all.
  init?(_ values: [Double], rows: [Int], columns: Int) {
    guard let first = rows.first, columns > 1 else { return nil }
    let start = values[first * columns..<(first + 1) * columns]
    guard let low = start.min(), let high = start.max(), low < high else { return nil }
    var classes: [Int] = []
    classes.reserveCapacity(rows.count)
    for row in rows {
      var found: Int?
      for column in 0..<columns {
        let value = values[row * columns + column]
        if value == low { continue }
        guard value == high, found == nil else { return nil }
        found = column
      }
      guard let found else { return nil }
      classes.append(found)
    }
    (self.classes, self.low, self.high) = (classes, low, high)
  }

  /// [N], the column of the one in each row; nil if a row has not exactly one 1 and else 0.
  static func classes(_ values: [Double], rows: Int, columns: Int) -> [Int]? {
    guard let found = OneHotRows(values, rows: Array(0..<rows), columns: columns),
      found.low == 0, found.high == 1
    else { return nil }
    return found.classes
  }
}
