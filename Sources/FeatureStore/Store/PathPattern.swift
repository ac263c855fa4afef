/// Paths that differ in one or two names, as a template with a place for each name.
struct PathPattern: Sendable {
  private enum Piece: Sendable {
    case text(String)
    /// A name, by its index.
    case name(Int)
  }

  /// Of each part of the path.
  private let pieces: [[Piece]]
  /// How many of the parts are the file's.
  private let fileParts: Int
  /// For each path the names that stand in its places.
  let names: [[String]]

  /// The patterns that paths of as many parts each fit, most likely the first; none if they differ in more
  /// than two names.
  static func patterns(_ paths: [[String]], fileParts: Int) -> [PathPattern] {
    let count = paths[0].count
    let open = (0..<count).filter { part in Set(paths.map { $0[part] }).count > 1 }
    guard open.count <= 2 else { return [] }
    let columns = open.map { part in NameColumn(paths.map { $0[part] }) }
    var found: [PathPattern] = []
    if open.count == 1 {
      for (delimiter, left, right) in columns[0].divisions {
        found.append(
          PathPattern(paths[0], fileParts, [left, right]) { part in
            part == open[0]
              ? [
                .text(columns[0].before), .name(0), .text(delimiter), .name(1),
                .text(columns[0].after),
              ]
              : nil
          })
      }
    }
    found.append(
      PathPattern(paths[0], fileParts, columns.map(\.names)) { part in
        open.firstIndex(of: part).map {
          [.text(columns[$0].before), .name($0), .text(columns[$0].after)]
        }
      })
    return found
  }

  /// - Parameters:
  ///   - columns: the names of each place, for all paths.
  ///   - piecesOf: the pieces of a part with a place; nil for one that all paths share.
  private init(
    _ path: [String], _ fileParts: Int, _ columns: [[String]], _ piecesOf: (Int) -> [Piece]?
  ) {
    pieces = path.indices.map { piecesOf($0) ?? [.text(path[$0])] }
    self.fileParts = fileParts
    let count = columns.first?.count ?? 1
    names = (0..<count).map { row in columns.map { $0[row] } }
  }

  /// The template of the files and the one inside, with these words in the places.
  func filled(_ words: [String]) -> (file: String, path: String) {
    let parts = pieces.map { part in
      part.map { piece in
        switch piece {
        case .text(let text): text
        case .name(let index): words[index]
        }
      }.joined()
    }
    return (
      parts[..<fileParts].joined(separator: "/"), "/" + parts[fileParts...].joined(separator: "/")
    )
  }
}

/// What differs between parts of paths: the names without what all begin and end with.
private struct NameColumn {
  let before: String
  let after: String
  let names: [String]

  init(_ texts: [String]) {
    let first = texts[0]
    let head = texts.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    let ends = texts.map { String($0.dropFirst(head.count).reversed()) }
    let tail = String(ends.dropFirst().reduce(ends[0]) { $0.commonPrefix(with: $1) }.reversed())
    // resnet18 and resnet50 differ in 18 and 50, but are the names.
    let cut = head.lastIndex { Self.separators.contains($0) }.map { head.index(after: $0) }
    before = String(head[..<(cut ?? head.startIndex)])
    after = tail.firstIndex { Self.separators.contains($0) }.map { String(tail[$0...]) } ?? ""
    let (start, end) = (before.count, after.count)
    names = texts.map { String($0.dropFirst(start).dropLast(end)) }
  }

  private static let separators: Set<Character> = ["_", "-", "."]

  /// Ways in which each name is two names, such that all combinations are there.
  var divisions: [(delimiter: String, left: [String], right: [String])] {
    ["__", "_", "-", "."].flatMap { delimiter in
      [false, true].compactMap { isLast in divided(at: delimiter, last: isLast) }
    }
  }

  private func divided(
    at delimiter: String, last: Bool
  ) -> (delimiter: String, left: [String], right: [String])? {
    var (left, right): ([String], [String]) = ([], [])
    for name in names {
      let ranges = name.ranges(of: delimiter)
      guard let range = last ? ranges.last : ranges.first, range.lowerBound > name.startIndex,
        range.upperBound < name.endIndex
      else { return nil }
      left.append(String(name[..<range.lowerBound]))
      right.append(String(name[range.upperBound...]))
    }
    let (lefts, rights) = (Set(left).count, Set(right).count)
    guard lefts > 1, rights > 1, lefts * rights == names.count else { return nil }
    return (delimiter, left, right)
  }
}

extension String {
  /// What both begin with.
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
