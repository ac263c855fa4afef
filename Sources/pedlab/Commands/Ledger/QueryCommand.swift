import ArgumentParser
import Conditions
import Findings
import Ledger

/// `pedlab query`.
struct QueryCommand: ParsableCommand {
  enum Format: EnumerableFlag {
    case table, csv, json

    static func help(for value: Format) -> ArgumentHelp? {
      switch value {
      case .table: "An aligned table."
      case .csv: "CSV, exact values."
      case .json: "JSON: one object per row, exact values."
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Read the ledger by a statement of SQL.",
    discussion: """
      The statement reads the ledger's tables and two views: run_list, a row for each run that is not \
      deleted, with the columns of `pedlab runs`; and scores, a row for each model in a run. What would \
      write is refused. Documentation/ledger.md describes the tables.

      EXAMPLES
        pedlab query --sql "SELECT metric, count(*) FROM run_list GROUP BY metric"
        pedlab query --csv --sql "SELECT model, avg(score) FROM scores GROUP BY model"
      """)

  @Option(help: "One statement.")
  var sql: String

  @Flag var format = Format.table

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let answer = try LedgerStore(path: ledger.path, mode: .readOnly).answer(sql: sql)
    let rows = ExactRows(columns: answer.columns, rows: answer.rows)
    switch format {
    case .csv: try Output.print(rows.csv, terminator: "")
    case .json: try Output.json(rows.json)
    case .table:
      let texts = answer.rows.map { $0.map(\.exact) }
      try Output.print(
        TextTable(header: answer.columns, rows: texts, leftAligned: answer.columns.count).text,
        terminator: "")
    }
  }
}
