import Conditions
import GRDB

/// A ``RunQuery`` as SQL. Values are bound, names come from ``RunColumn``; no text of the user
/// becomes SQL.
struct RunStatement {
  private let query: RunQuery
  /// The column that the table of runs has an index of.
  private static let indexed = "weighted_tau"
  private var arguments: [(any DatabaseValueConvertible)?] = []

  static func select(_ query: RunQuery) -> (String, StatementArguments) {
    var statement = RunStatement(query: query)
    let sql = statement.select()
    return (sql, StatementArguments(statement.arguments))
  }

  /// How many runs answer the query, whatever its limit.
  static func count(_ query: RunQuery) -> (String, StatementArguments) {
    var unlimited = query
    (unlimited.limit, unlimited.sort) = (nil, nil)
    var statement = RunStatement(query: unlimited)
    let sql = "SELECT count(*) FROM \(statement.source())"
    return (sql, StatementArguments(statement.arguments))
  }

  /// The groups of the runs that answer the query: the columns, how many runs, how many values, their
  /// mean and the mean of their squares.
  static func groups(
    _ query: RunQuery, by columns: [String], of value: String?
  ) -> (String, StatementArguments) {
    var unlimited = query
    (unlimited.limit, unlimited.sort) = (nil, nil)
    var statement = RunStatement(query: unlimited)
    let keys = columns.map { statement.columnSQL($0) }
    let number = value.map { statement.columnSQL($0) } ?? "NULL"
    let places = keys.indices.map { String($0 + 1) }.joined(separator: ", ")
    let selection =
      (keys + [
        "count(*)", "count(\(number))", "avg(\(number))", "avg(\(number) * \(number))",
      ]).joined(separator: ", ")
    let sql = "SELECT \(selection) FROM \(statement.source())"
    return (
      keys.isEmpty ? sql : "\(sql) GROUP BY \(places) ORDER BY \(places)",
      StatementArguments(statement.arguments)
    )
  }

  /// Some columns of the runs that answer the query, whatever its limit, in no order.
  static func values(_ query: RunQuery, of columns: [String]) -> (String, StatementArguments) {
    var unlimited = query
    (unlimited.limit, unlimited.sort) = (nil, nil)
    var statement = RunStatement(query: unlimited)
    let selection = columns.map { statement.columnSQL($0) }.joined(separator: ", ")
    let sql = "SELECT \(selection) FROM \(statement.source())"
    return (sql, StatementArguments(statement.arguments))
  }

  private init(query: RunQuery) { self.query = query }

  /// What comes after FROM, with the conditions.
  ///
  /// - Parameter picks: few of many, in the order of the query.
  private mutating func source(picks: Bool = false) -> String {
    var conditions: [String] = []
    var source = "runs"
    if let name = query.experiment {
      // The few best of an experiment are found by the index over all runs; the order is this one's.
      source =
        query.sort == Self.indexed && picks
        ? """
        runs INDEXED BY runs_by_weighted_tau CROSS JOIN experiments
          CROSS JOIN memberships ON memberships.experiment = experiments.experiment
            AND memberships.run = runs.run
        """ : "experiments JOIN memberships USING (experiment) JOIN runs USING (run)"
      conditions.append("experiments.name = ?")
      arguments.append(name)
    }
    if !query.includesSuperseded { conditions.append(columnSQL("current")) }
    if let settings = query.settings {
      let numbers = settings.sorted().map(String.init).joined(separator: ", ")
      conditions.append("\(columnSQL("setting")) IN (\(numbers))")
    }
    if let status = query.status {
      conditions.append("runs.status = ?")
      arguments.append(status.rawValue)
    }
    if !query.includesDeleted { conditions.append("runs.is_deleted = 0") }
    if let condition = query.condition {
      conditions.append(sql(condition.root))
    }
    return conditions.isEmpty
      ? source : source + " WHERE " + conditions.joined(separator: " AND ")
  }

  private mutating func select() -> String {
    let columns = ["experiment", "current", "setting"].map { columnSQL($0) }.joined(separator: ", ")
    guard let limit = query.limit else {
      return "SELECT \(StoredColumn.selection), \(columns) FROM \(source()) \(order)"
    }
    // Sorted by what the order needs alone: whole rows would not fit the memory for sorting.
    let picked =
      "SELECT runs.run FROM \(source(picks: true)) \(order) LIMIT \(limit) OFFSET \(query.offset)"
    let place = query.experiment == nil ? "" : "experiments.name = ? AND "
    let from =
      query.experiment == nil
      ? "runs" : "experiments JOIN memberships USING (experiment) JOIN runs USING (run)"
    if let name = query.experiment { arguments.insert(name, at: 0) }
    return """
      SELECT \(StoredColumn.selection), \(columns) FROM \(from)
      WHERE \(place)runs.run IN (\(picked)) \(order)
      """
  }

  private var order: String {
    var text = "ORDER BY "
    if let column = query.sort.map({ columnSQL($0) }) {
      // Missing values are last either way: SQLite takes them for the least.
      text += query.descending ? "\(column) DESC, " : "\(column) IS NULL, \(column), "
    }
    return text + "runs.run"
  }

  /// A column in this statement.
  private func columnSQL(_ name: String) -> String {
    let column = Self.column(name)
    return query.experiment == nil ? column.sql : column.sqlInExperiment
  }

  private mutating func sql(_ node: ExpressionNode) -> String {
    switch node {
    case .or(let left, let right):
      return "(\(sql(left)) OR \(sql(right)))"
    case .and(let left, let right):
      return "(\(sql(left)) AND \(sql(right)))"
    case .not(let inner): return "(NOT \(sql(inner)))"
    case .isMissing(let operand): return "(\(sql(operand)) IS NULL)"
    case .isMember(let operand, let values):
      var tests: [String] = []
      for value in values { tests.append(comparison(operand, .equal, .literal(value))) }
      return "(\(tests.joined(separator: " OR ")))"
    case .compare(let left, let symbol, let right):
      return comparison(left, symbol, right)
    }
  }

  /// 1 or 0, never NULL: a comparison with a missing value, or of text with a number, is false.
  private mutating func comparison(
    _ left: ExpressionOperand, _ symbol: Comparison, _ right: ExpressionOperand
  ) -> String {
    guard Self.isText(left) == Self.isText(right), Self.isText(left) || symbol != .contains,
      !Self.isText(left) || symbol != .approximately
    else { return "0" }
    let (first, second) = (sql(left), sql(right))
    switch symbol {
    case .contains: return "ifnull(instr(\(first), \(second)) > 0, 0)"
    case .approximately:
      // Each operand stands twice, and so does what is bound for it.
      let (again, other) = (sql(left), sql(right))
      return "ifnull(abs(\(first) - \(second)) <= \(Comparison.tolerance) "
        + "* max(abs(\(again)), abs(\(other))), 0)"
    default: return "ifnull(\(first) \(symbol.rawValue) \(second), 0)"
    }
  }

  private static func column(_ name: String) -> RunColumn {
    guard let column = RunColumn.named(name) else {
      preconditionFailure("a condition over \"\(name)\", which is no column: the parser knows them")
    }
    return column
  }

  private static func isText(_ operand: ExpressionOperand) -> Bool {
    switch operand {
    case .column(let name): column(name).isText
    case .literal(.text): true
    case .literal: false
    }
  }

  private mutating func sql(_ operand: ExpressionOperand) -> String {
    switch operand {
    case .column(let name): return columnSQL(name)
    case .literal(.number(let value)): arguments.append(value)
    case .literal(.text(let value)): arguments.append(value)
    case .literal(.missing): return "NULL"
    }
    return "?"
  }
}
