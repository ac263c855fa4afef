import ArgumentParser
import Conditions
import Findings
import Ledger
import Wording

/// Runs that agree in some columns: how many, and of other columns mean, sample standard deviation, and the
/// number of runs that have a value.
struct RunGroupTable {
  private struct Group {
    let keys: [ExpressionValue]
    let runs: [RecordedRun]
  }

  private let keys: [String]
  /// The columns that are averaged.
  private let columns: [String]
  private let showsBest: Bool
  private let groups: [Group]

  /// - Parameters:
  ///   - keys: the columns in which the runs of a group agree.
  ///   - columns: what is averaged; nil: all statistics of the correlation, and the highest weighted tau.
  ///   - limit: at most so many groups.
  /// - Throws: `ValidationError` for a column without numbers to average.
  init(_ table: RunTable, by keys: [String], of columns: [String]?, limit: Int?) throws {
    self.keys = keys
    self.columns = columns ?? CorrelationStatistic.shown.map(\.name)
    showsBest = columns == nil
    if let words = self.columns.first(where: { RunColumn.named($0)?.kind != .number }) {
      throw ValidationError(
        "--columns \(words) with --group-by: only columns of numbers are averaged, such as "
          + "\(listed(CorrelationStatistic.shown.map(\.name), limit: 4)).")
    }
    let found = Dictionary(grouping: table.runs) { run in
      keys.map { table.value($0, of: run) }
    }
    groups = found.map { Group(keys: $0.key, runs: $0.value) }
      .sorted { $0.keys.lexicographicallyPrecedes($1.keys, by: Self.precedes) }
      .prefix(limit ?? .max).map(\.self)
  }

  /// For people: "0.512 ± 0.031 (8)".
  var text: TextTable {
    let rows = groups.map { group in
      zip(group.keys, keys).map { RunTable.text($0, of: $1) } + ["\(group.runs.count)"]
        + best(group).map(\.short) + columns.map { Self.text(Self.values($0, group.runs), of: $0) }
    }
    return TextTable(
      header: keys + ["runs"] + bestName + columns, rows: rows, leftAligned: keys.count)
  }

  /// For programs: a column for each number.
  var exact: ExactRows {
    let parts = ["mean", "sd", "n"]
    let names = columns.flatMap { column in parts.map { "\($0)_\(column)" } }
    let rows = groups.map { group -> [ExpressionValue] in
      let numbers = columns.flatMap { column -> [ExpressionValue] in
        let values = Self.values(column, group.runs)
        return [
          Self.number(SampleStatistics.mean(values)),
          Self.number(SampleStatistics.standardDeviation(values)), .number(Double(values.count)),
        ]
      }
      return exactKeys(group) + best(group) + numbers
    }
    return ExactRows(columns: keys + ["runs"] + bestName + names, rows: rows)
  }

  /// The same with the columns as data.
  var json: JSONValue {
    .array(
      groups.map { group in
        let values = columns.map { ($0, Self.values($0, group.runs)) }
        func members(_ number: ([Double]) -> JSONValue) -> JSONValue {
          .object(values.map { ($0.0, number($0.1)) })
        }
        var named = zip(keys + ["runs"] + bestName, exactKeys(group) + best(group)).map {
          ($0, $1.json)
        }
        if showsBest {
          let taus = Self.values(ResultValue.weightedTau.name, group.runs)
          named.append(("mean_weighted_tau", .optional(SampleStatistics.mean(taus))))
        }
        return .object(
          named + [
            ("mean_by_column", members { .optional(SampleStatistics.mean($0)) }),
            ("sd_by_column", members { .optional(SampleStatistics.standardDeviation($0)) }),
            ("n_by_column", members { .optional(Double($0.count)) }),
          ])
      })
  }

  private func exactKeys(_ group: Group) -> [ExpressionValue] {
    zip(group.keys, keys).map(RunTable.exact) + [.number(Double(group.runs.count))]
  }

  private var bestName: [String] { showsBest ? ["best_weighted_tau"] : [] }

  private func best(_ group: Group) -> [ExpressionValue] {
    showsBest ? [Self.number(Self.values(ResultValue.weightedTau.name, group.runs).max())] : []
  }

  /// Of the runs that have one.
  private static func values(_ column: String, _ runs: [RecordedRun]) -> [Double] {
    runs.compactMap { run in
      guard case .number(let value) = RunColumn.named(column)?.value(of: run) else { return nil }
      return value
    }
  }

  private static func number(_ value: Double?) -> ExpressionValue {
    value.map { .number($0) } ?? .missing
  }

  private static func text(_ values: [Double], of column: String) -> String {
    guard let mean = SampleStatistics.mean(values) else { return "— (0)" }
    let isCorrelation = CorrelationStatistic.named(column) != nil
    func text(_ value: Double) -> String {
      isCorrelation ? Printed.fixed(value, decimals: 3) : Printed.significant(value)
    }
    let deviation = SampleStatistics.standardDeviation(values).map { " ± \(text($0))" } ?? ""
    return "\(text(mean))\(deviation) (\(values.count))"
  }

  /// Numbers by value, text by its letters, what is missing first.
  private static func precedes(_ a: ExpressionValue, _ b: ExpressionValue) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.missing, .missing): false
    case (.missing, _), (.number, .text): true
    default: false
    }
  }
}
