/// Classes as rows of zeros with a single 1.
enum OneHotRows {
  /// [N], the column of the one in each row; nil if a row has not exactly one 1 and else 0.
  ///
  /// - Parameter values: N x K, row by row.
  static func classes(_ values: [Double], rows: Int, columns: Int) -> [Int]? {
    var classes: [Int] = []
    classes.reserveCapacity(rows)
    for row in 0..<rows {
      var found: Int?
      for column in 0..<columns {
        let value = values[row * columns + column]
        if value == 0 { continue }
        guard value == 1, found == nil else { return nil }
        found = column
      }
      guard let found else { return nil }
      classes.append(found)
    }
    return classes
  }
}
