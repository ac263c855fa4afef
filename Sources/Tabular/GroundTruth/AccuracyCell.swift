/// An accuracy as people write it: `94.2`, `94.2%`, `94.2 ± 0.3`, `94.2 +/- 0.3`, `$94.2 \pm 0.3$`.
struct AccuracyCell: Equatable {
  let value: Double
  /// What follows the ±; nil without one.
  let spread: Double?
  let isPercent: Bool

  /// How a comma inside a number is taken.
  enum Comma { case refused, decimal }

  /// nil if the field says that there is no accuracy.
  ///
  /// - Throws: ``Problem`` with a clause for a message.
  init?(_ field: String, comma: Comma = .refused) throws(Problem) {
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
    _ part: String, _ comma: Comma
  ) throws(Problem) -> (value: Double, isPercent: Bool) {
    var text = trimmed(part)
    let isPercent = text.hasSuffix("%")
    if isPercent { text = trimmed(String(text.dropLast())) }
    if text.contains(",") {
      guard comma == .decimal, text.count(where: { $0 == "," }) == 1, !text.contains(".") else {
        throw Problem("has a comma that may stand for decimals or thousands; write a point")
      }
      text = String(text.map { $0 == "," ? "." : $0 })
    }
    // Double() also reads hexadecimal numbers, which nobody means.
    guard let value = Double(text), !text.lowercased().contains("x") else {
      throw Problem("is not a number")
    }
    return (value, isPercent)
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension AccuracyCell.Comma {
  /// How the commas in the numbers of a file are to be taken: as decimals, if no number has a point
  /// and at least one can be nothing else (it has not three digits after the comma, or starts with
  /// 0).
  static func inFile(_ fields: [String]) -> AccuracyCell.Comma {
    let commas = fields.filter { $0.contains(",") }
    guard !commas.isEmpty, !fields.contains(where: { $0.contains(".") }) else { return .refused }
    let areDecimals = commas.contains { field in
      let parts = field.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return false }
      return parts[1].prefix(while: \.isNumber).count != 3 || parts[0] == "0"
    }
    return areDecimals ? .decimal : .refused
  }
}
