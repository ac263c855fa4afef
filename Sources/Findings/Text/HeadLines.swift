/// The head of a column in as many lines as keep the column narrow.
enum HeadLines {
  /// One line for up to 8 characters; else two, broken after the underscore, hyphen or blank that is
  /// nearest to the middle, if there is one.
  static func of(_ text: String) -> [String] {
    let breaks = text.indices.dropLast().filter { "_- ".contains(text[$0]) }
    let middle = text.count / 2
    let nearest = breaks.min { a, b in
      abs(text.distance(from: text.startIndex, to: a) - middle)
        < abs(text.distance(from: text.startIndex, to: b) - middle)
    }
    guard text.count > 8, let nearest else { return [text] }
    let next = text.index(after: nearest)
    return [String(text[..<next]), String(text[next...])]
  }
}
