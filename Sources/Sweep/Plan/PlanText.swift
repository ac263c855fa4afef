/// Values as plans write them.
package enum PlanText {
  /// In quotation marks: any text.
  package static func quoted(_ text: some StringProtocol) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }

  /// A name without quotation marks where YAML takes it for text.
  package static func name(_ text: String) -> String {
    let isPlain = text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.\-]*/) != nil
    return isPlain && !words.contains(text.lowercased()) ? text : quoted(text)
  }

  /// In brackets.
  package static func list(_ texts: [String]) -> String {
    "[\(texts.map { quoted($0) }.joined(separator: ", "))]"
  }

  /// What YAML takes for something else.
  private static let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
}
