import Conditions
import Findings
import Tabular

/// Rows for programs: every value as it is.
struct ExactRows {
  let columns: [String]
  let rows: [[ExpressionValue]]

  /// With a header; text that a spreadsheet would take for a formula is guarded.
  var csv: String {
    var writer = CSVWriter()
    writer.write(columns)
    for row in rows { writer.write(row.map { $0.isText ? CSVWriter.guarded($0.exact) : $0.exact }) }
    return writer.text
  }

  /// An object a row.
  var json: JSONValue {
    .array(rows.map { row in .object(zip(columns, row).map { ($0, $1.json) }) })
  }
}
