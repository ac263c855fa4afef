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
    var order: [String] = []
    var places: [String: [String]] = [:]
    for row in table.rows {
      let place = "\(table.text(row, model)) on \(table.text(row, dataset))"
      for note in table.text(row, notes).split(separator: "; ").map(String.init)
      where beginnings.contains(where: note.hasPrefix) {
        if places[note] == nil { order.append(note) }
        if places[note]?.contains(place) != true { places[note, default: []].append(place) }
      }
    }
    return order.map { note in
      let text = "\(table.name): \(listed(places[note] ?? [])): \(note)"
      return text.hasSuffix("?") ? text : text + "."
    }
  }
}
