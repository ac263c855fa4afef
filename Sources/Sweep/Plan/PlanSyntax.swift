import Wording
import Yams

/// What is wrong with a plan that is not YAML, in words for who wrote it.
struct PlanSyntax {
  let file: String
  private let text: String
  private let lines: [Substring]

  init(_ text: String, file: String) {
    (self.text, self.file) = (text, file)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A sentence with the line in which the mistake is, and its text.
  func sentence(for error: YamlError) -> String {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      sentence(problem, context, mark)
    case .duplicatedKeysInMapping(let duplicates, let context):
      repetition(duplicates.map { "\($0)" }, context.mark.line)
    case .reader(let problem, let offset, _, _):
      at(
        offset.map { line(ofCharacter: $0) } ?? 1,
        "a character that YAML does not allow: \(problem)")
    default: "\(file): not valid YAML: \(error)"
    }
  }

  private func sentence(_ problem: String, _ context: YamlError.Context?, _ mark: Mark) -> String {
    let begun = context?.mark.line ?? mark.line
    return switch (problem, context?.text) {
    case ("did not find expected ',' or ']'", _):
      at(
        begun,
        "the list that begins here is not closed: write a comma between its values and ] at its end"
      )
    case ("did not find expected ',' or '}'", _):
      at(
        begun,
        "the mapping that begins here is not closed: write a comma between its entries and } at its end"
      )
    case ("did not find expected node content", _):
      at(mark.line, "a bracket is not closed, or a value is missing between commas")
    case ("mapping values are not allowed in this context", _):
      at(
        mark.line,
        "a second \": \" in one value, or a line that is indented too far; put quotes around the value, or "
          + "begin the key where the keys above it begin")
    case ("found unexpected end of stream", _):
      at(begun, "the quote that opens here is not closed")
    case ("found character that cannot start any token", _): at(mark.line, start(mark))
    case ("found undefined alias", _): at(mark.line, Self.alias)
    case ("did not find expected alphabetic or numeric character", let text?)
    where text.contains("alias"):
      at(mark.line, Self.alias)
    case ("could not find expected ':'", _):
      at(begun, "a key and its value are expected, name: value, and there is no \": \"")
    case ("did not find expected '-' indicator", _):
      at(
        mark.line,
        "an item of the list above is expected, which begins with \"- \" in the same column")
    case ("did not find expected key", _):
      at(
        mark.line,
        "a key, name: value, is expected in the column of the keys above; a quote or bracket may end too "
          + "early, or the indentation differs")
    case ("but found another document", _):
      at(mark.line, "a second document (---); a plan is one")
    default:
      at(mark.line, "not valid YAML: \(problem)\(context.map { " \($0.text)" } ?? "")")
    }
  }

  private static let alias =
    "a value that begins with * is an alias of YAML; put quotes around it"

  /// A character that no value begins with.
  private func start(_ mark: Mark) -> String {
    let line = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
    let character = line.unicodeScalars.dropFirst(mark.column - 1).first.map(String.init) ?? ""
    return character == "\t"
      ? "a tab; YAML is indented by spaces"
      : "no value begins with \(character); put quotes around it"
  }

  private func repetition(_ keys: [String], _ first: Int) -> String {
    let own = keys.first.map(lines(of:)) ?? []
    let place = own.count > 1 ? "lines \(listed(own))" : "line \(first)"
    return "\(file), \(place): the key \(keys.joined(separator: ", ")) is written twice"
  }

  /// Numbers of the lines that begin with a key.
  private func lines(of key: String) -> [String] {
    lines.enumerated().filter { _, line in
      let start = line.drop { " \t".contains($0) }
      return start.hasPrefix(key) && start.dropFirst(key.count).drop { $0 == " " }.first == ":"
    }.map { "\($0.offset + 1)" }
  }

  /// Behind the end the last line that is not empty: what is missing is missing there.
  private func at(_ number: Int, _ message: String) -> String {
    let last = (lines.lastIndex { $0.contains { !$0.isWhitespace } } ?? 0) + 1
    let number = min(max(number, 1), last)
    let line = lines[number - 1].filter { $0 != "\r" }
    let shown = line.count > Self.widest ? line.prefix(Self.widest) + "..." : Substring(line)
    return "\(file), line \(number): \(message). The line is: \(shown)"
  }

  private static let widest = 120

  private func line(ofCharacter offset: Int) -> Int {
    1 + text.prefix(offset).count { $0.isNewline }
  }
}
