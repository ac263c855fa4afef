import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger
import Tabular
import Wording

/// `pedlab runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List runs: filter, sort, group.",
    discussion: """
      Conditions know = != < <= > >=, ~= (equal to the four digits that are shown), ~ (contains),
      in (...), is empty, and, or, not, parentheses; text is quoted, and dates are in UTC. The columns: \(RunColumn.all.map(\.name).joined(separator: ", ")).

      EXAMPLES
        pedlab runs --sort -weighted_tau --limit 10
        pedlab runs --where "step_size <= 0.1 and weighted_tau > 0.5" --limit 5
        pedlab runs step-size --group-by metric,step_size --columns spearman
        pedlab runs demo --where "finished_at >= 2026-11-01 and step_size ~= 0.01686"
      """)

  @Argument(help: "Only this experiment.") var experiment: String?
  @Option(name: .customLong("where"), help: "A condition over the columns.") var condition: String?
  @Option(help: "Only the setting with this number in the experiment (the column `setting`).")
  var setting: Int?
  @Option(
    parsing: .unconditional, help: "A column to sort by; -COLUMN: greatest first.")
  var sort: String?
  @Option(
    help: """
      Columns, separated by commas: how many runs agree in them, and mean ± sd (n) of --columns over \
      each group.
      """)
  var groupBy: NameList?
  @Option(help: "At most this many runs.") var limit: Int?
  @Option(
    help: """
      Columns to show, separated by commas (default: those that vary, and the results); with --group-by \
      those to average (default: all statistics of the correlation).
      """)
  var columns: NameList?
  @Flag(help: "Deleted runs too.") var deleted = false
  @Flag(help: "Superseded runs too: what the latest submission of their plan does not ask for.")
  var all = false
  @Flag(help: "JSON, exact values.") var json = false
  @Flag(help: "CSV, exact values.") var csv = false
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard !(json && csv) else { throw ValidationError("Give --json or --csv, not both.") }
    if let limit, limit < 0 { throw ValidationError("--limit is \(limit); allowed: 0 or more.") }
  }

  func run() throws {
    let query = try query()
    let columns = try groupBy?.names.map(column)
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    try ExperimentName.check(experiment, in: store)
    let runs = try store.runs(query)
    let table = RunTable(runs: runs, marks: try store.marks(of: runs))
    if let columns {
      try printGroups(table, by: columns)
    } else {
      try printRuns(table)
    }
  }

  private func query() throws -> RunQuery {
    if setting != nil, experiment == nil {
      throw ValidationError("--setting needs an experiment: each numbers its own settings")
    }
    var query = RunQuery(experiment: experiment)
    query.settings = setting.map { [$0] }
    query.includesDeleted = deleted
    query.includesSuperseded = all
    query.condition = try condition.map(RunColumn.condition)
    if let sort {
      query.descending = sort.hasPrefix("-")
      let name = query.descending ? String(sort.dropFirst()) : sort
      query.sort = try column(name)
    }
    query.limit = groupBy == nil ? limit : nil
    return query
  }

  private func column(_ name: String) throws -> String {
    let names = RunColumn.all.map(\.name)
    guard names.contains(name) else {
      throw ValidationError(
        "\"\(name)\" is not a column\(Suggestion.text(for: name, among: names)); the columns are "
          + names.joined(separator: ", "))
    }
    return name
  }

  private func shownColumn(_ name: String) throws -> String {
    try ["tags", "note"].contains(name) ? name : column(name)
  }

  private func printRuns(_ table: RunTable) throws {
    if json || csv {
      let columns = RunColumn.all.map(\.name)
      try printExact(columns, table.values(columns))
    } else {
      let more = (experiment == nil ? [] : ["setting"]) + (all ? ["current", "inputs"] : [])
      let columns = try columns?.names.map(shownColumn) ?? table.varying(showing: more)
      let labels = columns.prefix(while: RunTable.labels.contains).count
      try printShort(columns, table.values(columns), leftAligned: labels)
    }
  }

  private func printGroups(_ table: RunTable, by keys: [String]) throws {
    let groups = try RunGroupTable(
      table, by: keys, of: columns?.names.map(shownColumn), limit: limit)
    if json { return try Output.json(groups.json) }
    if csv { return try Output.print(groups.exact.csv, terminator: "") }
    try Output.show(groups.text.text(within: Terminal.width))
  }

  private func printShort(
    _ header: [String], _ rows: [[ExpressionValue]], leftAligned: Int
  ) throws {
    let rows = rows.map { zip($0, header).map { RunTable.text($0, of: $1) } }
    let table = TextTable(header: header, rows: rows, leftAligned: leftAligned)
    try Output.show(table.text(within: Terminal.width))
  }

  private func printExact(_ header: [String], _ rows: [[ExpressionValue]]) throws {
    let rows = ExactRows(
      columns: header, rows: rows.map { row in zip(row, header).map(RunTable.exact) })
    if csv { return try Output.print(rows.csv, terminator: "") }
    try Output.json(.array(rows.rows.map { RunTable.json($0, of: header) }))
  }
}
