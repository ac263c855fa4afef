import Foundation
import Platform

/// Weight and colour on a terminal: heads of tables, the best and the second of a column, what failed.
/// Nothing is told by it alone.
enum TerminalInk {
  /// Whether standard output takes it: a terminal that is not dumb, and no NO_COLOR (no-color.org).
  static var isOn: Bool {
    let environment = ProcessInfo.processInfo.environment
    return Streams.current.output.isTerminal && environment["TERM"] != "dumb"
      && (environment["NO_COLOR"] ?? "").isEmpty
  }

  private static let (bold, underlined, red, yellow) = ("1", "4", "31", "33")
  private static let statuses = [
    "failed": red, "crashed": red, "killed": red, "running": yellow, "queued": yellow,
  ]

  /// The text with its tables painted: from a line of dashes, which has the head above, to an empty line.
  ///
  /// - Parameter text: without control characters.
  static func painted(_ text: String) -> String {
    var lines = text.components(separatedBy: "\n")
    var isInTable = false
    for index in lines.indices {
      let line = lines[index]
      if isRule(line) {
        isInTable = true
        if index > 0 { lines[index - 1] = ink(lines[index - 1], bold) }
      } else if line.isEmpty {
        isInTable = false
      } else if isInTable {
        lines[index] = words(line)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func isRule(_ line: String) -> Bool {
    line.hasPrefix("--") && line.allSatisfy { $0 == "-" || $0 == " " }
  }

  private static func words(_ line: String) -> String {
    line.components(separatedBy: " ").map { word in
      if let color = statuses[word] { return ink(word, color) }
      guard let first = word.first(where: { !"+-[".contains($0) }), first.isNumber else {
        return word
      }
      return word.hasSuffix("*")
        ? ink(word, bold) : word.hasSuffix("'") ? ink(word, underlined) : word
    }.joined(separator: " ")
  }

  private static func ink(_ text: String, _ code: String) -> String {
    "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
