import FeatureStatistics
import LinearAlgebra
import Testing
import Transferability

/// What no metric may pass over: each has a sentence, none a number or a trap.
struct InputCheckTests {
  static let names = MetricCatalog.entries
    .filter { ![.shape, .attribute].contains($0.description.inputs) }
    .map(\.description.name)

  private static func input(_ rows: Matrix, labels: [Int], counts: [Int]) -> ScoringInput {
    let none = Matrix(rows: counts.count, columns: rows.columns)
    return ScoringInput(
      moments: ClassMoments(counts: counts, means: none, variances: none),
      scatter: Matrix(rows: rows.columns, columns: rows.columns),
      labels: labels, features: rows,
      outputs: SourceOutputs(Matrix(rows: rows.rows, columns: 2), kind: .logits))
  }

  private func error(_ name: String, _ input: ScoringInput) throws -> String {
    let metric = try #require(MetricCatalog.entry(named: name)).make([:])
    let error = #expect(throws: MetricError.self) { try metric.prepare(input) }
    return error?.description ?? ""
  }

  @Test(arguments: names)
  func `Features without rows have no score`(_ name: String) throws {
    for classes in [0, 2] {
      let counts = [Int](repeating: 0, count: classes)
      let text = try error(
        name, Self.input(Matrix(rows: 0, columns: 3), labels: [], counts: counts))
      #expect(text.hasSuffix("needs rows; the features have none."))
    }
  }

  @Test(arguments: names)
  func `Features without columns have no score`(_ name: String) throws {
    let empty = Self.input(Matrix(rows: 4, columns: 0), labels: [0, 0, 1, 1], counts: [2, 2])
    #expect(try error(name, empty).hasSuffix("needs features; these have no columns."))
  }

  @Test(arguments: names)
  func `Rows and labels must be as many`(_ name: String) throws {
    let other = Self.input(Matrix(rows: 5, columns: 2), labels: [0, 0, 1, 1], counts: [2, 2])
    #expect(
      try error(name, other).hasSuffix(
        "the features have 5 rows and the labels 4. Each row needs one label."))
  }

  @Test(arguments: names)
  func `A class without rows is named`(_ name: String) throws {
    let gap = Self.input(Matrix(rows: 4, columns: 2), labels: [0, 0, 2, 2], counts: [2, 0, 2])
    #expect(try error(name, gap).hasSuffix("class 1 (from 0) has no rows."))
  }

  @Test(arguments: names)
  func `One class leaves nothing to compare`(_ name: String) throws {
    guard MetricCatalog.entry(named: name)?.description.comparesClasses == true else { return }
    let rows = MetricSample.ordinary.rows
    let one = MetricSample("", rows: rows, labels: [Int](repeating: 0, count: rows.rows)).input
    #expect(try error(name, one).hasSuffix("compares classes; the dataset has one."))
  }

  @Test(arguments: names)
  func `The first value that is not finite is named`(_ name: String) throws {
    guard MetricCatalog.entry(named: name)?.description.inputs != .logits else { return }
    for value in [Double.nan, .infinity] {
      let broken = MetricSample.ordinary.changing("") { $0[17, 3] = value }.input
      #expect(
        try error(name, broken).hasSuffix(
          "the features are not finite: row 17, column 3 (from 0) is \(value)."))
    }
    let large = MetricSample.ordinary.changing("") { $0[0, 0] = 1e170 }.input
    #expect(
      try error(name, large).contains(
        "too large to square in double precision; the largest is 1e+170"))
  }

  @Test(arguments: names)
  func `Targets are for the metrics that take them`(_ name: String) throws {
    let rows = MetricSample.ordinary.rows
    func targets(_ matrix: Matrix) -> ScoringInput {
      ScoringInput(
        moments: .withoutClasses(dimension: rows.columns),
        labels: [], features: rows, targets: matrix)
    }
    var values = rows.leadingColumns(2)
    values[5, 1] = .nan
    guard MetricCatalog.entry(named: name)?.description.inputs.contains(.targets) == true else {
      #expect(
        try error(name, targets(values)).hasSuffix(
          "compares classes; the labels are real-valued targets."))
      return
    }
    #expect(
      try error(name, targets(values))
        == "LogME: the targets are not finite: row 5, column 1 (from 0) is nan. Leave out the rows or "
        + "columns that are not known.")
    #expect(
      try error(name, targets(values.leadingRows(10)))
        == "LogME: the features have 55 rows and the targets 10. Each row needs one.")
  }

  @Test func `Targets that are all the same are nothing to predict`() throws {
    let rows = MetricSample.ordinary.rows
    let same = ScoringInput(
      moments: .withoutClasses(dimension: rows.columns), labels: [], features: rows,
      targets: Matrix(rows: rows.rows, columns: 1, repeating: 0.5))
    #expect(
      try error("logme", same)
        == "LogME: the targets are 0.5 in every row, so that there is nothing to predict.")
  }

  @Test func `A target that is the same in all rows is noted`() throws {
    let rows = MetricSample.ordinary.rows
    var targets = rows.leadingColumns(2)
    for i in 0..<targets.rows { targets[i, 1] = 1 }
    let input = ScoringInput(
      moments: .withoutClasses(dimension: rows.columns),
      labels: [], features: rows, targets: targets)
    let score = try #require(MetricCatalog.entry(named: "logme")).make([:]).prepare(input)
      .score(.none(classes: 0))
    #expect(
      score.notes == [
        "targets that are the same in all rows: 1 of 2, the first in column 1 (from 0); their "
          + "evidence says nothing of the features"
      ])
  }
}
