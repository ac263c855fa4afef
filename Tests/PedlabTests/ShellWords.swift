/// The words of a command line, as a shell divides it: by blanks outside of quotation marks.
enum ShellWords {
  static func words(_ line: some StringProtocol) -> [String] {
    var words: [String] = []
    var (word, quote): (String?, Character?) = (nil, nil)
    for character in line {
      switch (quote, character) {
      case (nil, " "), (nil, "\n"):
        if let word { words.append(word) }
        word = nil
      case (nil, "'"), (nil, "\""): (quote, word) = (character, word ?? "")
      case (character, character): quote = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }

  /// Whether all quotation marks are closed.
  static func isWhole(_ line: some StringProtocol) -> Bool {
    var quote: Character?
    for character in line where character == "'" || character == "\"" {
      if quote == nil { quote = character } else if quote == character { quote = nil }
    }
    return quote == nil
  }
}
