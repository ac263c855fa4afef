/// How a comma inside a number is taken.
enum NumberComma {
  case refused, decimal

  /// How the commas in the numbers of a file are to be taken: as decimals, if no number has a point
  /// and at least one can be nothing else (it has not three digits after the comma, or starts with
  /// 0).
  static func inFile(_ fields: [String]) -> NumberComma {
    let commas = fields.filter { $0.contains(",") }
    guard !commas.isEmpty, !fields.contains(where: { $0.contains(".") }) else { return .refused }
    let areDecimals = commas.contains { field in
      let parts = field.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return false }
      return parts[1].prefix(while: \.isNumber).count != 3 || parts[0] == "0"
    }
    return areDecimals ? .decimal : .refused
  }

  /// The text with points in place of its commas.
  static func pointed(_ text: String) -> String { String(text.map { $0 == "," ? "." : $0 }) }
}
