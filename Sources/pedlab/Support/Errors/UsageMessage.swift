import ArgumentParser

/// What is wrong with a command line, in the words of the parser, and where help is: in place of the
/// line of all options that the parser ends with.
struct UsageMessage {
  let text: String

  /// - Parameters:
  ///   - message: of the parser: a sentence, with its help and usage below it.
  ///   - arguments: the command line.
  init(_ message: String, arguments: [String], of root: any ParsableCommand.Type) {
    let bare = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
    let lines = bare.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let end = lines.lastIndex { $0.hasPrefix("Usage:") } ?? lines.endIndex
    var kept = Array(lines[..<end])
    while kept.last?.isEmpty == true { kept.removeLast() }
    let command = CommandNames.called(by: arguments, below: root).path
    text = (kept + ["`\(command) --help` shows its options and arguments."]).joined(separator: "\n")
  }
}
