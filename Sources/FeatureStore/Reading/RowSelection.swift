/// The rows of a matrix that are used.
enum RowSelection: Sendable, Equatable {
  case all
  /// Ascending, with a name that tells this selection from others.
  case some([Int], name: String)

  /// Some rows, ascending, for a reason that has a name.
  static func keeping(_ rows: [Int], because name: String) -> RowSelection {
    let digest = ContentDigest.hex(rows.withUnsafeBytes { ContentDigest.leaf($0) })
    return .some(rows, name: "rows \(digest.prefix(16)) \(name)")
  }

  /// nil: as many as there are.
  var count: Int? {
    switch self {
    case .all: nil
    case .some(let rows, _): rows.count
    }
  }

  var identity: String {
    switch self {
    case .all: ""
    case .some(_, let name): name
    }
  }

  /// Calls `body` with consecutive stored rows, and how many of `range` came before them.
  func forEachRun(
    of range: Range<Int>, _ body: (_ stored: Range<Int>, _ offset: Int) throws -> Void
  ) throws {
    guard case .some(let rows, _) = self else { return try body(range, 0) }
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, rows[end] == rows[end - 1] + 1 { end += 1 }
      try body(rows[start]..<rows[end - 1] + 1, start - range.lowerBound)
      start = end
    }
  }

  /// From the first to the last stored row of `range`.
  func stored(_ range: Range<Int>) -> Range<Int> {
    guard case .some(let rows, _) = self, let last = range.last else { return range }
    return rows[range.lowerBound]..<rows[last] + 1
  }
}
