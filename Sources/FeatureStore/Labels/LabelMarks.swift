/// Words that stand for "no label" where texts are labels or names of classes.
enum LabelMarks {
  /// What programs write for a missing value: hardly a class.
  private static let missing: Set<String> = [
    "nan", "na", "n/a", "<na>", "#n/a", "nat", "null", "nil",
  ]

  /// What people call rows without a label, which may be a class as well.
  private static let unlabelled: Set<String> = [
    "none", "unknown", "unlabeled", "unlabelled", "undefined", "unspecified", "unassigned",
    "missing",
    "void", "ignore", "ignored", "?", "-",
  ]

  /// Why a text is hardly the name of a class, as the end of a sentence; nil if it may be.
  static func reason(_ text: String) -> String? {
    let bare = text.filter { !$0.isWhitespace }
    if text.isEmpty { return "an empty text" }
    if bare.isEmpty { return "a text of blanks" }
    if missing.contains(bare.lowercased()) || bare == "None" {
      return "which commonly stands for a missing value"
    }
    if let number = Double(bare), number < 0, number.rounded() == number {
      return "a negative number"
    }
    return nil
  }

  /// Whether a text may stand for rows without a label.
  static func isDoubtful(_ text: String) -> Bool {
    unlabelled.contains(text.filter { !$0.isWhitespace }.lowercased())
  }

  /// Two of the texts that differ in blanks only: most probably one class.
  static func pairInBlanks(_ texts: [String]) -> (String, String)? {
    var seen: [[String]: String] = [:]
    for text in texts {
      let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
      if let other = seen[words] { return (other, text) }
      seen[words] = text
    }
    return nil
  }
}
