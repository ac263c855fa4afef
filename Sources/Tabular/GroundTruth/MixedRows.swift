import Wording

/// Accuracies of one dataset that were reached in different ways or by runs that did not finish, as
/// another column of a tidy table says, where no pair has several rows.
struct MixedRows {
  let table: CSVTable
  let rows: [AccuracyRow]
  /// The columns that are read.
  let taken: [Int]

  private static let states = ["status", "state"]
  private static let unfinished: Set<String> = [
    "failed", "failure", "error", "crashed", "killed", "running", "queued", "pending", "aborted",
    "timeout",
  ]

  /// Sentences.
  func remarks() -> [String] {
    let others = table.header.indices.filter { column in
      !taken.contains(column) && (isState(column) || ColumnKind.isProtocol(table.header[column]))
    }
    // Most tables have none, and need not be indexed.
    guard !others.isEmpty else { return [] }
    let lines = Dictionary(table.rows.map { ($0.line, $0) }, uniquingKeysWith: { row, _ in row })
    let datasets = Dictionary(grouping: rows, by: \.dataset).sorted { $0.key < $1.key }
    return others.compactMap { column -> String? in
      func texts(_ rows: [AccuracyRow]) -> [String] {
        rows.compactMap { $0.line.flatMap { lines[$0] } }.map { table.text($0, column) }
      }
      if isState(column) { return stateRemark(texts(rows), column) }
      guard let mixed = datasets.first(where: { Set(texts($0.value)).count > 1 }) else {
        return nil
      }
      let found = Set(texts(mixed.value)).sorted().map { $0.isEmpty ? "nothing" : $0 }
      return "\(table.name): the accuracies on \(mixed.key) differ in the column "
        + "'\(table.header[column])' (\(listed(found, limit: 5))); they are compared all the same."
    }
  }

  private func isState(_ column: Int) -> Bool {
    Self.states.contains(table.header[column].lowercased())
  }

  private func stateRemark(_ texts: [String], _ column: Int) -> String? {
    let found = texts.filter { Self.unfinished.contains($0.lowercased()) }
    guard let first = found.first else { return nil }
    return
      "\(table.name): \(counted(found.count, "accuracy", plural: "accuracies")) of runs that did not finish "
      + "(column '\(table.header[column])', such as '\(first)'); they count. Leave the field empty if there "
      + "is none."
  }
}
