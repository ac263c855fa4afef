import Conditions
import Testing

/// The condition language of `--where` and `exclude`.
struct ExpressionTests {
  static let row: [String: ExpressionValue] = [
    "step_size": .number(0.1), "metric": .text("logme"), "seed": .missing,
    // 2026-11-27T03:10:11.5Z
    "finished_at": .number(1_795_749_011.5), "created_at": .missing,
  ]

  static func holds(_ text: String) throws -> Bool {
    try Expression(text, columns: Array(row.keys), times: ["finished_at", "created_at"])
      .holds { row[$0] ?? .missing }
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
    ("step_size ~= 0.10004", true),
    ("step_size ~= 0.1001", false),
    ("step_size ~= -0.1", false),
    ("seed ~= 1", false),
    ("metric ~= 1", false),
    ("finished_at >= 2026-11-27", true),
    ("finished_at > 2026-11-27", false),
    ("finished_at > 2026-11-26", true),
    ("finished_at = 2026-11-27", true),
    ("finished_at = 2026-11-27T03:10", true),
    ("finished_at = '2026-11-27 03:10:11Z'", true),
    ("finished_at = 2026-11-27T03:10:11.500Z", true),
    ("finished_at = 2026-11-27T03:10:11.501Z", false),
    ("finished_at != 2026-11-27", false),
    ("finished_at <= 2026-11-27", true),
    ("finished_at < 2026-11-27T03:10:12", true),
    ("2026-11-01 <= finished_at and 2026-12-01 > finished_at", true),
    ("finished_at > 2024-02-29 and finished_at < 2028-02-29", true),
    ("finished_at > 1795749011", true),
    ("created_at != 2026-11-27", false),
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
    (
      "step_size > 2026-11-01", 12,
      "a date compares by = != < <= > >= with a column of times: created_at,"
    ),
    ("finished_at ~ 2026-11-01", 14, "a date compares by"),
    ("finished_at > '2026-13-01'", 14, "\"2026-13-01\" is no date; write 2026-11-01 or"),
    ("finished_at > '2026-02-29'", 14, "\"2026-02-29\" is no date"),
    ("metric in (step_size)", 11, "a list holds numbers and quoted text, not columns"),
  ])
  func mistakesPointAtThePlace(text: String, offset: Int, message: String) {
    let error = #expect(throws: ExpressionError.self) { try Self.holds(text) }
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("metric = 7", 9, "metric is text; put what it is compared with in quotes: '7'"),
    ("7 = metric", 4, "metric is text"),
    ("metric in ('logme', 8)", 20, "metric is text"),
    ("step_size > '0'", 12, "step_size is a number; write 0 without quotes"),
    ("step_size = 'small'", 12, "step_size is a number, and 'small' is text"),
    ("step_size in (0.1, '0.2')", 19, "step_size is a number; write 0.2 without quotes"),
    ("step_size = metric", 12, "step_size and metric are a number and text"),
    ("metric ~= 'logme'", 10, "~= compares numbers, and this is text; write ="),
    ("step_size ~ 0.1", 12, "~ looks for a part of text, and these are numbers; write ="),
    ("finished_at > 2020", 14, "finished_at is a time; write a date, such as 2026-11-01"),
  ])
  func whatCouldNeverHoldIsRefused(text: String, offset: Int, message: String) {
    let error = #expect(throws: ExpressionError.self) {
      try Expression(
        text, columns: Array(Self.row.keys), times: ["finished_at", "created_at"], texts: ["metric"]
      )
    }
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: ExpressionError.self) { try Self.holds(text) }
  }
}
