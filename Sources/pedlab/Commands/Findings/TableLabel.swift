import Findings

/// What tells the label of a table from that of another table of its experiment: every option that changes
/// what it shows.
struct TableLabel {
  private var parts: [String] = []

  mutating func add(_ part: String?) {
    if let part, !part.isEmpty { parts.append(part) }
  }

  /// "step_size <= 0.1" as "step-size-at-most-0-1": signs are words, or two conditions would be alike.
  mutating func add(_ word: String, _ condition: String?) {
    guard let condition else { return }
    let spoken = Self.signs.reduce(condition) { text, sign in
      text.replacing(sign.sign, with: " \(sign.word) ")
    }
    parts.append("\(word)-\(FileName.slug(spoken))")
  }

  private static let signs: [(sign: String, word: String)] = [
    ("<=", "at most"), ("<>", "not"), (">=", "at least"), ("!=", "not"),
    ("~=", "about"), ("~", "with"), ("=", "is"), ("<", "below"), (">", "above"),
  ]

  /// For the end of a label.
  var suffix: String { parts.map { "-" + $0 }.joined() }
}
