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
  /// is kept, and where that is not enough they are given more room, a quarter at a time.
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
    }
    return short
  }

  private static let shares = [0.5, 0.3, 0.7, 0.15, 0.85]
  /// How much wider than asked for a name may become.
  private static let widening = 4.0

  /// The places of names that differ and look alike.
  private static func clashes(_ names: [String], _ short: [String]) -> [Int] {
    Dictionary(grouping: names.indices, by: { short[$0] }).values
      .filter { group in Set(group.map { names[$0] }).count > 1 }.flatMap { $0 }.sorted()
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
