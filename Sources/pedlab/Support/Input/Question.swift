import Platform

/// A question at the terminal, with the answer that is taken for an empty line.
struct Question {
  /// Whether somebody is there to answer.
  private let isAsked: Bool

  /// - Parameter isAsked: off a terminal nothing is asked in any case, so that no script hangs.
  init(isAsked: Bool) {
    self.isAsked =
      isAsked && isatty(STDIN_FILENO) == 1 && Streams.current.messages.isTerminal
  }

  /// - Returns: the answer; the suggestion for an empty line, the end of the input, or without a
  ///   terminal.
  func callAsFunction(_ question: String, suggestion: String) -> String {
    guard isAsked else { return suggestion }
    Messages.write("\(question) [\(suggestion.isEmpty ? "none" : suggestion)]: ")
    guard let answer = readLine() else { return suggestion }
    var trimmed = Substring(answer).drop(while: \.isWhitespace)
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return trimmed.isEmpty ? suggestion : String(trimmed)
  }
}
