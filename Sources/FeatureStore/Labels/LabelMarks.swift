/// Words that stand for "no label" where texts are labels or names of classes.
///
/// Words are compared by their letters and digits: "N.A.", "<NA>" and "n/a" are one.
enum LabelMarks {
  /// What programs write for a missing value: hardly a class.
  private static let missing: Set<String> = ["nan", "na", "nat", "null", "nil"]

  /// What people call rows without a label, which may be a class as well.
  private static let unlabelled: Set<String> = [
    "none", "unknown", "unlabeled", "unlabelled", "notlabeled", "notlabelled", "nolabel",
    "undefined", "unspecified", "unassigned", "missing", "missingvalue", "notavailable",
    "notapplicable", "void", "ignore", "ignored", "tbd",
  ]

  /// Why a text is hardly the name of a class, as the end of a sentence; nil if it may be.
  static func reason(_ text: String) -> String? {
    let bare = text.filter { !$0.isWhitespace }
    if text.isEmpty { return "an empty text" }
    if bare.isEmpty { return "a text of blanks" }
    if missing.contains(word(bare)) || plain(bare) == "None" {
      return "which commonly stands for a missing value"
    }
    if let number = Double(bare), number < 0, number.rounded() == number {
      return "a negative number"
    }
    return nil
  }

  /// Whether a text may stand for rows without a label.
  static func isDoubtful(_ text: String) -> Bool { unlabelled.contains(word(text)) }

  /// Whether a text has neither letters nor digits, as "?", "-" and "..." have.
  static func isPunctuation(_ text: String) -> Bool { word(text).isEmpty }

  /// Without the marks of a text of bytes, as str() of Python writes it: b'None'.
  private static func plain(_ text: String) -> String {
    guard text.hasPrefix("b'"), text.hasSuffix("'"), text.count > 3 else { return text }
    return String(text.dropFirst(2).dropLast())
  }

  /// Letters and digits in lower case.
  private static func word(_ text: String) -> String {
    plain(text).filter { $0.isLetter || $0.isNumber }.lowercased()
  }
}
