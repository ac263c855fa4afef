import Tabular

/// A table of runs that W&B exports as CSV.
package struct WandbTable {
  private let table: CSVTable

  package init(_ table: CSVTable) { self.table = table }

  /// Rows of runs that finished, with a model, a dataset and an accuracy.
  ///
  /// - Throws: `CSVError` for a column that is not there, or an accuracy that is not a number.
  package func accuracies(_ columns: TrackedColumns) throws -> TrackedAccuracies {
    let model = try table.requiredIndex(of: columns.model)
    let dataset = try table.requiredIndex(of: columns.dataset)
    let accuracy = try table.requiredIndex(of: columns.accuracy)
    let (state, name) = (table.index(of: "State"), table.index(of: "Name"))
    var rows: [TrackedAccuracies.Row] = []
    var (unfinished, incomplete) = (0, 0)
    for row in table.rows {
      if let state, table.text(row, state).lowercased() != "finished" {
        unfinished += 1
        continue
      }
      let names = [table.text(row, model), table.text(row, dataset)]
      guard !names.contains(""), let value = try table.number(row, accuracy), value.isFinite else {
        incomplete += 1
        continue
      }
      let run = name.map { table.text(row, $0) } ?? "line \(row.line)"
      rows.append(.init(model: names[0], dataset: names[1], accuracy: value, run: run))
    }
    return TrackedAccuracies(
      rows: rows, unfinished: unfinished, incomplete: incomplete, columns)
  }
}
