import Conditions
import GRDB

extension LedgerStore {
  /// The runs that answer a query, grouped; sorted by what they agree in, missing values first.
  ///
  /// - Parameters:
  ///   - query: its order and limit do not count.
  ///   - columns: of ``RunColumn/all``.
  ///   - value: a column of numbers that is averaged; nil: runs are counted only.
  package func groups(
    _ query: RunQuery, by columns: [String], of value: String? = nil
  ) throws -> [RunGroup] {
    let (sql, arguments) = RunStatement.groups(query, by: columns, of: value)
    return try read { db in
      let kinds = columns.map { RunColumn.named($0)?.isText ?? true }
      var groups: [RunGroup] = []
      try db.forEachRow(sql, arguments) { groups.append(try Self.group($0, kinds)) }
      return groups
    }
  }

  /// How many of the runs that answer a query have each value of a column, and how many of those are of a
  /// status: by column and value, of all columns in one look at each run.
  package func counts(
    _ query: RunQuery, of columns: [String], having wanted: RunStatus
  ) throws -> [String: [ExpressionValue: (runs: Int, having: Int)]] {
    let (sql, arguments) = RunStatement.values(query, of: columns + ["status"])
    let kinds = columns.map { RunColumn.named($0)?.isText ?? true }
    return try read { db in
      var found: [[ExpressionValue: (runs: Int, having: Int)]] = columns.map { _ in [:] }
      try db.forEachRow(sql, arguments) { row in
        let has = try row.optionalText(columns.count) == wanted.rawValue ? 1 : 0
        for (place, key) in try Self.keys(row, kinds).enumerated() {
          let known = found[place][key, default: (0, 0)]
          found[place][key] = (known.runs + 1, known.having + has)
        }
      }
      return Dictionary(uniqueKeysWithValues: zip(columns, found))
    }
  }

  private static func keys(_ row: StoredRow, _ areTexts: [Bool]) throws -> [ExpressionValue] {
    try areTexts.enumerated().map { place, isText -> ExpressionValue in
      if isText { return try row.optionalText(place).map { .text($0) } ?? .missing }
      return try row.optionalNumber(place).map { .number($0) } ?? .missing
    }
  }

  private static func group(_ row: StoredRow, _ areTexts: [Bool]) throws -> RunGroup {
    let keys = try keys(row, areTexts)
    let first = areTexts.count
    let count = Int(try row.integer(first + 1))
    let mean = try row.optionalNumber(first + 2)
    return RunGroup(
      keys: keys, runs: Int(try row.integer(first)), count: count, mean: mean,
      sd: mean.flatMap { sd(count: count, mean: $0, square: (try? row.number(first + 3)) ?? 0) })
  }

  /// - Parameter square: the mean of the squares. What it has beyond the square of the mean by rounding
  ///   alone is no deviation.
  private static func sd(count: Int, mean: Double, square: Double) -> Double? {
    guard count > 1 else { return nil }
    let variance = square - mean * mean
    guard variance > rounding * square else { return 0 }
    return (variance * Double(count) / Double(count - 1)).squareRoot()
  }

  private static let rounding = 1e-13
}
