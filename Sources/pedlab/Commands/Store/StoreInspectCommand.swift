import ArgumentParser
import FeatureStore
import Findings
import Foundation
import Wording

/// `pedlab store inspect`.
struct StoreInspectCommand: ParsableCommand, ReadsStores {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "List models, datasets, shapes, types, sizes, filters, and what is missing.",
    discussion: """
      For HDF5 of another layout it says what is in the file, and which path templates read it. Exit code 3 then.

      EXAMPLES
        pedlab store inspect Experiments/data/hub.h5
        pedlab store inspect features.h5 --json
        pedlab store inspect '{model}.h5' --features /x --labels /y
      """)

  @OptionGroup var store: StoreOption

  @Flag(help: "JSON.")
  var json = false

  func run() throws {
    let summary = try OptionWords.naming { try store.opened().summary() }
    if json { return try Output.json(summary) }
    try Output.print(
      "\(store.store): \(counted(summary.models.count, "model")), "
        + "\(counted(summary.datasets.count, "dataset"))\n")
    let header = ["model", "dataset", "kind", "shape", "type", "size", "layout", "filters"]
    let rows = summary.entries.map { entry in
      [
        entry.model ?? "", entry.dataset ?? "", entry.kind,
        entry.shape.map(String.init).joined(separator: " x "), entry.type,
        Quantity.size(entry.storedBytes), entry.layout, entry.filters.joined(separator: ", "),
      ]
    }
    try Output.print(
      TextTable(header: header, rows: rows, leftAligned: header.count).text, terminator: "")
    try Output.print(summary.missing.isEmpty ? "\nNothing is missing." : "\nMissing:")
    for item in summary.missing { try Output.print("  \(item)") }
    if !summary.unused.isEmpty { try Output.print("\nNot used:") }
    for item in summary.unused { try Output.print("  \(item.sentence)") }
  }
}
