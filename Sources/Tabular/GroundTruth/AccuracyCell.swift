/// An accuracy as people write it: `94.2`, `94.2%`, `94.2 ± 0.3`, `94.2 +/- 0.3`, `$94.2 \pm 0.3$`.
struct AccuracyCell: Equatable {
  let value: Double
  /// What follows the ±; nil without one.
  let spread: Double?
  let isPercent: Bool

  /// nil if the field says that there is no accuracy.
  ///
  /// - Throws: ``Problem`` with a clause for a message.
  init?(_ field: String, comma: NumberComma = .refused) throws(Problem) {
    let text = Self.plain(field)
    if CSVTable.isMissing(text) { return nil }
    let parts = text.split(separator: "±", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { throw Problem("has more than one ±") }
    let (value, isPercent) = try Self.number(parts[0], comma)
    if value.isNaN { return nil }
    let spread = parts.count == 2 ? try Self.number(parts[1], comma) : nil
    if let spread, !(spread.value >= 0 && spread.value.isFinite) {
      throw Problem("has a spread that is not a number from 0 up")
    }
    guard value.isFinite else { throw Problem("is not finite; a number is allowed, or nothing") }
    self.value = value
    self.spread = spread?.value
    self.isPercent = isPercent || spread?.isPercent == true
  }

  /// Why a field is not an accuracy: a clause that follows the field.
  struct Problem: Error {
    let clause: String
    init(_ clause: String) { self.clause = clause }
  }

  /// One way to write plus-minus and minus, without TeX's dollars.
  private static func plain(_ field: String) -> String {
    var text = field
    for (from, to) in [
      ("\\pm", "±"), ("+/-", "±"), ("+-", "±"), ("\u{2213}", "±"), ("\u{2212}", "-"), ("$", ""),
      ("\\%", "%"),
    ] {
      text = text.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
    }
    return trimmed(text)
  }

  private static func number(
    _ part: String, _ comma: NumberComma
  ) throws(Problem) -> (value: Double, isPercent: Bool) {
    var text = trimmed(part)
    let isPercent = text.hasSuffix("%")
    if isPercent { text = trimmed(String(text.dropLast())) }
    if text.contains(",") {
      guard comma == .decimal, text.count(where: { $0 == "," }) == 1, !text.contains(".") else {
        throw Problem("has a comma that may stand for decimals or thousands; write a point")
      }
      text = NumberComma.pointed(text)
    }
    guard let value = Double(decimal: text) else {
      let isWord = !text.contains(where: \.isNumber)
      throw Problem(
        isWord
          ? "is not a number; if there is no accuracy, leave the field empty" : "is not a number")
    }
    return (value, isPercent)
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
