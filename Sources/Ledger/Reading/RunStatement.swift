import Conditions
import GRDB

/// A ``RunQuery`` as SQL. Values are bound, names come from ``RunColumn``; no text of the user
/// becomes SQL.
enum RunStatement {
  /// How many runs answer the query, whatever its limit.
  static func count(_ query: RunQuery) -> (String, StatementArguments) {
    let (_, rest, arguments) = parts(query)
    return ("SELECT count(*) FROM \(rest)", StatementArguments(arguments))
  }

  /// The columns, and what comes after FROM.
  private static func parts(
    _ query: RunQuery
  ) -> (columns: String, rest: String, arguments: Arguments) {
    var arguments: Arguments = []
    var conditions: [String] = []
    var source = "runs"
    var columns = RunReader.ofAnyExperiment
    var isCurrent = RunReader.isCurrentAnywhere
    if let name = query.experiment {
      source = "experiments JOIN memberships USING (experiment) JOIN runs USING (run)"
      isCurrent = "memberships.asked IS experiments.latest"
      columns = "\(StoredColumn.selection), experiments.name, \(isCurrent)"
      conditions.append("experiments.name = ?")
      arguments.append(name)
    }
    if !query.includesSuperseded { conditions.append(isCurrent) }
    if let status = query.status {
      conditions.append("runs.status = ?")
      arguments.append(status.rawValue)
    }
    if !query.includesDeleted { conditions.append("runs.is_deleted = 0") }
    if let condition = query.condition {
      conditions.append(sql(condition.root, &arguments))
    }
    let rest =
      conditions.isEmpty ? source : source + " WHERE " + conditions.joined(separator: " AND ")
    return (columns, rest, arguments)
  }

  static func select(_ query: RunQuery) -> (String, StatementArguments) {
    let (columns, rest, arguments) = parts(query)
    var sql = "SELECT \(columns) FROM \(rest) ORDER BY "
    if let column = query.sort.flatMap(RunColumn.named) {
      // Missing values are last either way: SQLite takes them for the least.
      sql += query.descending ? "\(column.sql) DESC, " : "\(column.sql) IS NULL, \(column.sql), "
    }
    sql += "runs.run"
    if let limit = query.limit { sql += " LIMIT \(limit) OFFSET \(query.offset)" }
    return (sql, StatementArguments(arguments))
  }

  private typealias Arguments = [(any DatabaseValueConvertible)?]

  private static func sql(_ node: ExpressionNode, _ arguments: inout Arguments) -> String {
    switch node {
    case .or(let left, let right):
      return "(\(sql(left, &arguments)) OR \(sql(right, &arguments)))"
    case .and(let left, let right):
      return "(\(sql(left, &arguments)) AND \(sql(right, &arguments)))"
    case .not(let inner): return "(NOT \(sql(inner, &arguments)))"
    case .isMissing(let operand): return "(\(sql(operand, &arguments)) IS NULL)"
    case .isMember(let operand, let values):
      let tests = values.map { comparison(operand, .equal, .literal($0), &arguments) }
      return "(\(tests.joined(separator: " OR ")))"
    case .compare(let left, let symbol, let right):
      return comparison(left, symbol, right, &arguments)
    }
  }

  /// 1 or 0, never NULL: a comparison with a missing value, or of text with a number, is false.
  private static func comparison(
    _ left: ExpressionOperand, _ symbol: Comparison, _ right: ExpressionOperand,
    _ arguments: inout Arguments
  ) -> String {
    guard isText(left) == isText(right), !(symbol == .contains && !isText(left)) else { return "0" }
    let (first, second) = (sql(left, &arguments), sql(right, &arguments))
    let test =
      symbol == .contains
      ? "instr(\(first), \(second)) > 0" : "\(first) \(symbol.rawValue) \(second)"
    return "ifnull(\(test), 0)"
  }

  private static func isText(_ operand: ExpressionOperand) -> Bool {
    switch operand {
    case .column(let name): RunColumn.named(name)?.isText ?? false
    case .literal(.text): true
    case .literal: false
    }
  }

  private static func sql(_ operand: ExpressionOperand, _ arguments: inout Arguments) -> String {
    switch operand {
    case .column(let name): return RunColumn.named(name)?.sql ?? "NULL"
    case .literal(.number(let value)): arguments.append(value)
    case .literal(.text(let value)): arguments.append(value)
    case .literal(.missing): return "NULL"
    }
    return "?"
  }
}
