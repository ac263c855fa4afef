import ArgumentParser
import FeatureStore
import Foundation

/// `pedlab store inspect`.
struct StoreInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "List models, datasets, shapes, types, sizes, filters, and what is missing.",
    discussion: """
      EXAMPLES
        pedlab store inspect Experiments/data/hub.h5
        pedlab store inspect 'feats/{model}.h5' --features '/{dataset}/feats' --labels '/{dataset}/y'
      """)

  @OptionGroup var store: StoreOption

  @Flag(help: "JSON.")
  var json = false

  func run() throws {
    try StoreCommand.reporting {
      let summary = try FeatureStore(store.location, store.options).summary()
      if json { return try StoreCommand.printJSON(summary) }
      print("\(store.store): \(summary.models.count) models, \(summary.datasets.count) datasets\n")
      var rows = [["model", "dataset", "kind", "shape", "type", "size", "layout", "filters"]]
      rows += summary.entries.map { entry in
        [
          entry.model ?? "", entry.dataset ?? "", entry.kind,
          entry.shape.map(String.init).joined(separator: " x "), entry.type,
          Self.size(entry.storedBytes), entry.layout, entry.filters.joined(separator: ", "),
        ]
      }
      print(Self.table(rows))
      print(summary.missing.isEmpty ? "\nNothing is missing." : "\nMissing:")
      for item in summary.missing { print("  \(item)") }
      if !summary.unused.isEmpty { print("\nNot used:") }
      for item in summary.unused { print("  \(item.sentence)") }
    }
  }

  static func size(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return (unit == 0 ? "\(bytes)" : "\((value * 10).rounded() / 10)") + " " + units[unit]
  }

  /// Columns padded to their widest cell.
  static func table(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map {
        row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count)
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
