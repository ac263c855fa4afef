import Tabular
import Wording

/// What the scores of an export say of the features that they were computed from.
enum ScoreNotes {
  private static let column = "notes"
  private static let beginnings = ["features: ", "reference: "]

  /// A sentence for what several scores say alike.
  ///
  /// - Parameters:
  ///   - model: the column of the model.
  ///   - dataset: the column of the dataset.
  static func remarks(_ table: CSVTable, model: Int, dataset: Int) -> [String] {
    guard let notes = table.index(of: column) else { return [] }
    var groups = RemarkGroups()
    for row in table.rows {
      let place = "\(table.text(row, model)) on \(table.text(row, dataset))"
      for note in table.text(row, notes).split(separator: "; ").map(String.init)
      where beginnings.contains(where: note.hasPrefix) { groups.add(place, note) }
    }
    return groups.all.map { ended("\(table.name): \(listed($0.places)): \($0.clause)") }
  }
}
