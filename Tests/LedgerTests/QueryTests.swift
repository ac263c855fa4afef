import Conditions
import Ledger
import Testing

/// Conditions, sorting and limits of `pedlab runs`, as SQL.
struct QueryTests {
  private let scratch: Scratch
  private let store: LedgerStore

  /// Runs with step sizes 0.01 ... 0.06 on two datasets; tau falls, and is missing for the last.
  init() throws {
    scratch = try Scratch()
    store = try LedgerStore(path: scratch.path())
    for index in 1...6 {
      var result = Sample.result(0, tau: 1 - Double(index) / 10)
      if index == 6 { result.correlations = Correlations(models: 1) }
      try store.fill(
        [Sample.specification(Double(index) / 100, dataset: index % 2 == 0 ? "even" : "odd")],
        result: result)
    }
  }

  private func steps(_ change: (inout RunQuery) throws -> Void) throws -> [Int] {
    // Each run was submitted on its own: the last one supersedes the others.
    var query = RunQuery(includesSuperseded: true)
    try change(&query)
    return try store.runs(query).map {
      Int((100 * ($0.specification.ped?.stepSize ?? 0)).rounded())
    }
  }

  private static let names = RunColumn.all.map(\.name)

  @Test func `Sorting`() throws {
    #expect(try steps { ($0.sort, $0.descending) = ("weighted_tau", true) } == [1, 2, 3, 4, 5, 6])
    #expect(try steps { $0.sort = "weighted_tau" } == [5, 4, 3, 2, 1, 6])
    #expect(try steps { ($0.sort, $0.limit) = ("dataset", 4) } == [2, 4, 6, 1])
    #expect(try steps { ($0.sort, $0.descending, $0.limit) = ("step_size", true, 2) } == [6, 5])
  }

  @Test(arguments: [
    ("step_size <= 0.03 and weighted_tau > 0.75", [1, 2]),
    ("dataset = 'even'", [2, 4, 6]),
    ("dataset ~ 'dd'", [1, 3, 5]),
    ("dataset in ('odd', 'none') and not step_size < 0.02", [3, 5]),
    ("weighted_tau is empty", [6]),
    ("weighted_tau is not empty and (dataset = 'even' or step_size = 0.01)", [1, 2, 4]),
    ("weighted_tau != 0.9", [2, 3, 4, 5]),
    ("not weighted_tau = 0.9", [2, 3, 4, 5, 6]),
    ("dataset = 1", []),
    ("step_size ~= 0.0300001", [3]),
    ("finished_at >= 2020-01-01 and dataset = 'even'", [2, 4, 6]),
    ("finished_at < 2020-01-01", []),
    (
      "experiment = 'try' and status = 'finished' and motion = 'ped' and models = 3 and accuracies = 2",
      [1, 2, 3, 4, 5]
    ),
    ("metric = 'x'' OR 1=1 --'", []),
  ])
  func conditions(text: String, expected: [Int]) throws {
    // A quote inside of quotes is no escape here: the last one is a mistake, not a way into SQL.
    guard let expression = try? RunColumn.condition(text) else {
      #expect(expected == [])
      return
    }
    #expect(try steps { $0.condition = expression } == expected)
  }

  @Test func `Tags and notes are columns`() throws {
    let runs = try store.runs(RunQuery(experiment: "try", includesSuperseded: true))
    try store.addTag("best", to: [runs[1].address])
    try store.setNote("strange", of: runs[3].address)
    #expect(
      try steps { $0.condition = try Expression("tags ~ 'best'", columns: Self.names) } == [2])
    #expect(
      try steps { $0.condition = try Expression("note ~ 'range'", columns: Self.names) } == [4])
  }

  /// SQL and the evaluation in memory (which `exclude` uses) agree on random conditions.
  @Test func `Sql agrees with the evaluation in memory`() throws {
    var generator = FixedNumbers(state: 7)
    let runs = try store.runs(RunQuery(experiment: "try", includesSuperseded: true))
    for _ in 0..<300 {
      let text = Self.condition(3, &generator)
      let expression = try Expression(text, columns: Self.names)
      var query = RunQuery(includesSuperseded: true)
      query.condition = expression
      let expected = runs.filter { run in expression.holds { Self.value($0, run) } }
      #expect(try store.runs(query) == expected, "\(text)")
    }
  }

  private static func value(_ column: String, _ run: RecordedRun) -> ExpressionValue {
    switch column {
    case "step_size": run.specification.ped.map { .number($0.stepSize) } ?? .missing
    case "weighted_tau": run.correlations?.weightedTau.map { .number($0) } ?? .missing
    case "dataset": .text(run.specification.dataset)
    default: .missing
    }
  }

  private static func condition(
    _ depth: Int, _ generator: inout FixedNumbers
  ) -> String {
    let kind = Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &generator)
    let operators = ["=", "!=", "<", "<=", ">", ">="]
    let sign = operators.randomElement(using: &generator) ?? "="
    let number = Double(Int.random(in: 0...10, using: &generator)) / 100
    switch kind {
    case 0: return "step_size \(sign) \(number)"
    case 1: return "weighted_tau \(sign) \(10 * number)"
    case 2: return "dataset \(sign) 'even'"
    case 3: return "weighted_tau is \(Bool.random(using: &generator) ? "not " : "")empty"
    case 4: return "dataset in ('odd', 'x') "
    case 5: return "not (\(condition(depth - 1, &generator)))"
    case 6: return "(\(condition(depth - 1, &generator))) and \(condition(depth - 1, &generator))"
    default: return "(\(condition(depth - 1, &generator)) or \(condition(depth - 1, &generator)))"
    }
  }
}

/// The same numbers in every run of the tests (a linear congruential generator).
private struct FixedNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }
}
