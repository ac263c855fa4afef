/// Texts of labels that are most probably one class: they differ in blanks, in capitals, or in how a
/// number is written.
enum LikeTexts {
  /// Two of the texts that differ in blanks only, or in characters that are not seen.
  static func inBlanks(_ texts: [String]) -> (String, String)? {
    firstPair(texts) { text in
      String(String.UnicodeScalarView(text.unicodeScalars.filter { !unseen.contains($0.value) }))
        .split(whereSeparator: \.isWhitespace).map(String.init)
    }
  }

  /// Soft hyphen, zero-width space, word joiner, byte order mark.
  private static let unseen: Set<UInt32> = [0xAD, 0x200B, 0x2060, 0xFEFF]

  /// Two of the texts that differ in capitals only; nil where all are single letters, which may be
  /// what is told apart.
  static func inCapitals(_ texts: [String]) -> (String, String)? {
    guard texts.contains(where: { $0.count > 1 }) else { return nil }
    return firstPair(texts) { $0.lowercased() }
  }

  /// Two of the texts that are one number: "1" and "1.0".
  static func inNumber(_ texts: [String]) -> (String, String)? {
    firstPair(texts.filter { Double($0) != nil }) { Double($0) }
  }

  private static func firstPair(
    _ texts: [String], by key: (String) -> some Hashable
  ) -> (String, String)? {
    var seen: [AnyHashable: String] = [:]
    for text in texts {
      if let other = seen.updateValue(text, forKey: AnyHashable(key(text))) { return (other, text) }
    }
    return nil
  }
}
