import Tabular
import Wording

/// Which columns of a wide table of scores are metrics.
struct WideColumns {
  /// Their places, in the order of the table.
  let metrics: [Int]
  /// What is taken for no metric: sentences.
  let remarks: [String]

  /// Numbers that stand beside scores and rank nothing.
  private static let bookkeeping: Set<String> = [
    "id", "index", "row", "seed", "fold", "trial", "run", "epoch", "seconds", "time", "runtime",
    "stepstaken", "nmodels", "rows", "n", "lr", "batchsize", "numclasses", "datasetsize",
  ]
  /// - Parameter taken: columns that are known to be something else.
  init(_ table: CSVTable, without taken: [Int]) {
    var metrics: [Int] = []
    var left: [(name: String, reason: String)] = []
    for column in table.header.indices where !taken.contains(column) {
      if let reason = Self.reason(table, column) {
        left.append((table.header[column], reason))
      } else {
        metrics.append(column)
      }
    }
    self.metrics = metrics
    remarks = left.map {
      "\(table.name): the column '\($0.name)' \($0.reason), and is taken for no metric."
    }
  }

  /// Why a column is no metric, as a clause; nil if it may be one.
  private static func reason(_ table: CSVTable, _ column: Int) -> String? {
    let filled = table.rows.filter { table.hasValue($0, column) }
    if filled.isEmpty, !table.rows.isEmpty { return "is empty" }
    if let first = filled.first, filled.allSatisfy({ isText(table.text($0, column)) }) {
      return "holds text ('\(table.text(first, column))' in line \(first.line))"
    }
    let name = table.header[column].lowercased()
    if bookkeeping.contains(name.filter { $0.isLetter || $0.isNumber }) {
      return "numbers or times the rows, by its name"
    }
    return CompanionName.spread(in: name, among: table.header).map {
      "holds spreads, by its name (\($0))"
    }
  }

  /// Whether a field is a word, a path or a date, and no number that is written oddly.
  private static func isText(_ field: String) -> Bool {
    guard Double(field) == nil, let first = field.first else { return false }
    if first.isNumber { return field.count(where: { "-:/".contains($0) }) > 1 }
    return first.isLetter || "/_#[{(".contains(first)
  }
}
