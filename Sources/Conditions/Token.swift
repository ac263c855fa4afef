/// A word, number, quoted text or symbol of an expression, and where it starts.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    case word(String)
    case number(Double)
    case quoted(String)
    case moment(Moment)
    case symbol(String)
    case end
  }

  let kind: Kind
  let offset: Int

  func isWord(_ word: String) -> Bool {
    guard case .word(let text) = kind else { return false }
    return text.lowercased() == word
  }

  /// - Throws: ``ExpressionError`` at a character that starts no token, or an open quote.
  static func all(in text: String) throws(ExpressionError) -> [Token] {
    let characters = Array(text)
    var tokens: [Token] = []
    var index = 0
    while index < characters.count {
      if characters[index].isWhitespace {
        index += 1
        continue
      }
      let start = index
      let kind = try next(characters, &index, text)
      tokens.append(Token(kind: kind, offset: start))
    }
    tokens.append(Token(kind: .end, offset: characters.count))
    return tokens
  }

  private static func next(
    _ characters: [Character], _ index: inout Int, _ text: String
  ) throws(ExpressionError) -> Kind {
    let start = index
    let first = characters[start]
    if first == "'" || first == "\"" { return try quoted(characters, &index, text) }
    if let moment = moment(characters, &index) { return .moment(moment) }
    if isNumberStart(characters, start) {
      index += 1
      while index < characters.count, isNumberPart(characters, index) { index += 1 }
      let written = String(characters[start..<index])
      guard let number = Double(written), number.isFinite else {
        throw ExpressionError(text: text, offset: start, message: "\"\(written)\" is not a number")
      }
      return .number(number)
    }
    if first.isLetter || first == "_" {
      while index < characters.count, isWordPart(characters[index]) { index += 1 }
      return .word(String(characters[start..<index]))
    }
    for symbol in ["==", "!=", "<=", ">=", "~=", "<", ">", "=", "~", "(", ")", ","]
    where characters[start...].starts(with: Array(symbol)) {
      index += symbol.count
      return .symbol(symbol)
    }
    throw ExpressionError(text: text, offset: start, message: "\"\(first)\" has no meaning here")
  }

  /// A date: `2026-11-01` or `2026-11-01T12:30:05Z`, without a space.
  private static func moment(_ characters: [Character], _ index: inout Int) -> Moment? {
    guard isDigit(characters[index]) else { return nil }
    let end =
      characters[index...].firstIndex { !isDigit($0) && !"-:.TZ".contains($0) } ?? characters.count
    // A number is looked at no further: a condition may have thousands.
    guard end - index >= "2026-11-01".count,
      let moment = Moment(String(characters[index..<end]))
    else { return nil }
    index = end
    return moment
  }

  private static func quoted(
    _ characters: [Character], _ index: inout Int, _ text: String
  ) throws(ExpressionError) -> Kind {
    let quote = characters[index]
    guard let end = characters[(index + 1)...].firstIndex(of: quote) else {
      throw ExpressionError(text: text, offset: index, message: "this quote is not closed")
    }
    let value = String(characters[(index + 1)..<end])
    index = end + 1
    return .quoted(value)
  }

  private static func isNumberStart(_ characters: [Character], _ index: Int) -> Bool {
    if isDigit(characters[index]) { return true }
    let isSign = "+-.".contains(characters[index])
    return isSign && index + 1 < characters.count
      && (isDigit(characters[index + 1]) || characters[index + 1] == ".")
  }

  private static func isNumberPart(_ characters: [Character], _ index: Int) -> Bool {
    let character = characters[index]
    if "+-".contains(character) { return "eE".contains(characters[index - 1]) }
    return isDigit(character) || character == "." || character == "e" || character == "E"
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
