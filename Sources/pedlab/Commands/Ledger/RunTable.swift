import ArgumentParser
import Conditions
import Findings
import Ledger

/// Runs with their tags and notes, as columns.
struct RunTable {
  let runs: [RecordedRun]
  let marks: [String: RunMarks]

  func values(_ columns: [String]) -> [[ExpressionValue]] {
    runs.map { run in columns.map { value($0, of: run) } }
  }

  /// A row as an object: flags are true or false.
  static func json(_ values: [ExpressionValue], of columns: [String]) -> JSONValue {
    .object(
      zip(columns, values).map { column, value in
        guard RunColumn.named(column)?.kind == .flag, case .number(let flag) = value else {
          return (column, value.json)
        }
        return (column, .flag(flag != 0))
      })
  }

  /// A value of a column for programs: times as the exports write them.
  static func exact(_ value: ExpressionValue, of column: String) -> ExpressionValue {
    guard case .number(let seconds) = value, RunColumn.named(column)?.kind == .time else {
      return value
    }
    return .text(TimeText.exact(seconds))
  }

  func value(_ column: String, of run: RecordedRun) -> ExpressionValue {
    switch column {
    case "tags": marks[run.id]?.tags.map { .text($0) } ?? .missing
    case "note": marks[run.id]?.note.map { .text($0) } ?? .missing
    default: RunColumn.named(column)?.value(of: run) ?? .missing
    }
  }

  /// For people: what was measured short; what was chosen exactly, and times as dates, so that it can be
  /// pasted into a condition or a plan.
  static func text(_ value: ExpressionValue, of column: String) -> String {
    if case .number(let seconds) = value, RunColumn.named(column)?.kind == .time {
      return TimeText.short(seconds)
    }
    return isMeasured(column) ? value.short : value.exact
  }

  /// Whether a column is a result rather than a choice.
  static func isMeasured(_ column: String) -> Bool { measured.contains(column) }

  private static let measured = Set(
    CorrelationStatistic.all.map(\.name) + ["seconds"])

  func hasAny(_ column: String) -> Bool { runs.contains { value(column, of: $0) != .missing } }

  /// What describes a run in text, flush left.
  static let labels: Set<String> = [
    "run", "experiment", "status", "dataset", "metric", "motion", "metric_options",
  ]
  private static let settings =
    ["experiment", "status", "dataset", "metric", "metric_options", "motion"]
    + PEDParameters.numericNames + ["ablation", "seed", "samples_per_class", "sample_seed"]
  /// Columns without which a reader would not know what a run is.
  private static let always: Set = ["dataset", "metric"]
  private static let ofMotion = Set(PEDParameters.numericNames)
  private static let results = ["weighted_tau", "kendall_tau", "seconds"]

  /// The id, dataset and metric, the settings in which the runs differ, `others`, the results, and
  /// marks where there are some.
  func varying(showing others: [String]) -> [String] {
    let known = Set(RunColumn.all.map(\.name))
    let settings = Self.settings.filter { name in
      guard known.contains(name) else { return false }
      if Self.always.contains(name) { return true }
      // A run without PED has no parameters of it: the motion says so.
      let values = runs.map { value(name, of: $0) }.filter {
        $0 != .missing || !Self.ofMotion.contains(name)
      }
      return values.contains { $0 != values[0] }
    }
    return ["run"] + settings + others + Self.results + ["tags", "note"].filter(hasAny)
  }
}
