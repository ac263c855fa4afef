import Conditions
import Wording

/// Values as conditions over columns have them.
enum ConditionText {
  /// A word in quotes that it does not hold itself; of one with both kinds, what is before the second.
  static func quoted(_ text: String) -> String {
    if !text.contains("'") { return "'\(text)'" }
    return "\"\(text.prefix { $0 != "\"" })\""
  }

  /// `step_size = 0.1`: exact, so that it holds for the runs that it came from.
  static func equality(_ column: String, _ value: ExpressionValue) -> String {
    switch value {
    case .text(let text):
      // The language of conditions cannot write a word with both kinds of quotes.
      text.contains("'") && text.contains("\"")
        ? "\(column) ~ \(quoted(text))" : "\(column) = \(quoted(text))"
    case .number(let number): "\(column) = \(Printed.exact(number))"
    case .missing: "\(column) is empty"
    }
  }
}
