/// Text made to fit where it is to stand.
package enum TextFit {
  /// The text if it is no wider than `width`, else its beginning and end: "vit_large…ft_in1k". What
  /// tells models apart is at both ends of their names.
  ///
  /// - Parameter share: of what is kept, how much is of the beginning.
  package static func shortened(
    _ text: String, to width: Double, style: TextStyle, share: Double = 0.5
  ) -> String {
    guard style.width(text) > width else { return text }
    let characters = Array(text)
    func keeping(_ kept: Int) -> String {
      let head = min(kept, Int((Double(kept) * share).rounded(.up)))
      return String(characters[..<head]) + "…"
        + String(characters[(characters.count - kept + head)...])
    }
    // What keeps one character less is a part of what keeps it, and so never wider.
    var (fitting, tooLong) = (1, characters.count)
    while tooLong - fitting > 1 {
      let middle = (fitting + tooLong) / 2
      if style.width(keeping(middle)) <= width { fitting = middle } else { tooLong = middle }
    }
    return fitting > 1 ? keeping(fitting) : String(characters.prefix(1)) + "…"
  }

  /// Each name shortened, and no two alike: of names that would be, more of the beginning or of the end
  /// is kept, or what differs in their middle ("vit…augreg2…"), and where that is not enough they are
  /// given more room, a quarter at a time.
  package static func distinct(
    _ names: [String], to width: Double, style: TextStyle
  ) -> [String] {
    var short = names.map { shortened($0, to: width, style: style) }
    for room in stride(from: width, through: widening * width, by: width / 4) {
      for share in shares {
        let alike = clashes(names, short)
        guard !alike.isEmpty else { return short }
        for index in alike {
          short[index] = shortened(names[index], to: room, style: style, share: share)
        }
      }
      for group in groups(names, short) {
        guard let told = toldApart(group.map { names[$0] }, to: room, style: style) else {
          continue
        }
        for (index, text) in zip(group, told) { short[index] = text }
      }
    }
    return short
  }

  private static let shares = [0.5, 0.3, 0.7, 0.15, 0.85]
  /// How much wider than asked for a name may become.
  private static let widening = 4.0

  /// The places of names that differ and look alike.
  private static func clashes(_ names: [String], _ short: [String]) -> [Int] {
    groups(names, short).flatMap { $0 }.sorted()
  }

  /// The same, those together that look alike, in the order of their first.
  private static func groups(_ names: [String], _ short: [String]) -> [[Int]] {
    let alike: [String: [Int]] = Dictionary(grouping: names.indices) { short[$0] }
    let clashing: [[Int]] = alike.values.filter { group in Set(group.map { names[$0] }).count > 1 }
    return clashing.sorted { first, second in first[0] < second[0] }
  }

  /// How many characters of the beginning stay where a name is told by its middle.
  private static let prefixLength = 4

  /// Names that look alike at both ends, each by its beginning and the part from where they differ on;
  /// nil where that does not tell all of them apart.
  private static func toldApart(
    _ names: [String], to width: Double, style: TextStyle
  ) -> [String]? {
    let characters = names.map(Array.init)
    let shortest = characters.map(\.count).min() ?? 0
    let common = (0..<shortest).first { place in Set(characters.map { $0[place] }).count > 1 }
    let start = max((common ?? shortest) - 1, prefixLength)
    let told = characters.map { name -> String in
      let head = String(name.prefix(prefixLength)) + (start > prefixLength ? "…" : "")
      let tail = shortened(
        String(name.dropFirst(start)), to: width - style.width(head), style: style, share: 0.7)
      return head + tail
    }
    return Set(told).count == Set(names).count ? told : nil
  }

  /// As many of the clauses of a text as fit, the first ones: a number cut in its middle would be another
  /// number.
  package static func clauses(_ text: String, to width: Double, style: TextStyle) -> String {
    var rest = Substring(text)
    while style.width(String(rest)) > width {
      guard let end = lastClause(rest) else {
        return shortened(String(rest), to: width, style: style)
      }
      rest = rest[..<end]
    }
    return String(rest)
  }

  /// Where the last clause begins; not a comma within brackets, as of an interval.
  private static func lastClause(_ text: Substring) -> Substring.Index? {
    text.indices.last { place in
      let head = text[..<place]
      return (text[place] == "," || text[place] == ";")
        && head.count { "([".contains($0) } == head.count { ")]".contains($0) }
    }
  }

  /// Lines no wider than `width`, broken at blanks; a word that is wider is shortened.
  static func wrapped(_ text: String, to width: Double, style: TextStyle) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ").map(String.init) {
      let longer = lines.last.map { "\($0) \(word)" }
      if let longer, style.width(longer) <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(shortened(word, to: width, style: style))
      }
    }
    return lines
  }
}
