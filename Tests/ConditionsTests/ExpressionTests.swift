import Conditions
import Testing

/// The condition language of `--where` and `exclude`.
struct ExpressionTests {
  static let row: [String: ExpressionValue] = [
    "step_size": .number(0.1), "metric": .text("logme"), "seed": .missing,
  ]

  static func holds(_ text: String) throws -> Bool {
    try Expression(text, columns: Array(row.keys)).holds { row[$0] ?? .missing }
  }

  @Test(arguments: [
    ("step_size <= 0.1", true),
    ("step_size < 1e-1", false),
    ("step_size = 0.1 and metric = 'logme'", true),
    ("step_size == 0.1 and metric != 'logme'", false),
    ("step_size > 1 or metric ~ 'ogm'", true),
    ("not (step_size > 1 or metric = \"logme\")", false),
    ("step_size > 1 or metric = 'logme' and step_size > 1", false),
    ("metric in ('sfda', 'logme')", true),
    ("seed is empty", true),
    ("seed is not empty", false),
    ("seed = 1", false),
    ("seed != 1", false),
    ("step_size > -1", true),
  ])
  func conditions(text: String, expected: Bool) throws {
    #expect(try Self.holds(text) == expected)
  }

  @Test(arguments: [
    ("step_size >", 11, "expected a column, a number or quoted text here"),
    ("stepsize > 1", 0, "\"stepsize\" is not a column"),
    ("metric = 'logme", 9, "this quote is not closed"),
    ("step_size > 1 step_size", 14, "expected \"and\", \"or\" or the end here"),
    ("(step_size > 1", 14, "expected \")\" here"),
    ("step_size ; 1", 10, "\";\" has no meaning here"),
    ("metric in (step_size)", 11, "a list holds numbers and quoted text, not columns"),
  ])
  func mistakesPointAtThePlace(text: String, offset: Int, message: String) {
    let error = #expect(throws: ExpressionError.self) { try Self.holds(text) }
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: ExpressionError.self) { try Self.holds(text) }
  }
}
