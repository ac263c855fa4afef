import Tabular
import ArgumentParser
import FeatureStore
import Foundation

/// store inspect|check|import|synthesize|export-npy, cache.
let storeCommands: [any ParsableCommand.Type] = [StoreCommand.self, CacheCommand.self]

/// `pedlab store`: look at, check and make feature stores.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look at, check and make feature stores.",
    subcommands: [
      StoreInspectCommand.self, StoreCheckCommand.self, StoreImportCommand.self,
      StoreSynthesizeCommand.self, StoreExportCommand.self,
    ])

  /// Runs `body`; a store that cannot be read is one sentence and exit code 3.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as StoreError {
      FileHandle.standardError.write(Data("pedlab: \(error.message)\n".utf8))
      throw ExitStatus.unreadableInput
    }
  }

  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

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
      let summary = try FeatureStore(store.location).summary()
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

/// `pedlab store check`.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read everything once and list what is wrong or surprising.",
    discussion: """
      Looks for values that are not finite, labels that do not fit, classes with one sample, \
      constant features, missing references, ground truth without features and the reverse, and \
      units that are dead on the reference but not on a dataset: PED divides them by a small number, \
      so they may decide what it does. Exit code 3 if there is an error.
      """)

  @OptionGroup var store: StoreOption

  @Option(help: "Accuracies, CSV (model,dataset,accuracy); default: the store's own.")
  var truth: String?

  @Flag(help: "JSON.")
  var json = false

  struct Finding: Encodable {
    let severity: String
    let place: String
    let message: String
  }

  func run() throws {
    try StoreCommand.reporting {
      let truth = try truth.map { try FeatureStore.groundTruth(csv: $0) }
      let findings = try FeatureStore(store.location).check(truth: truth)
      if json {
        try StoreCommand.printJSON(
          findings.map {
            Finding(severity: $0.severity.rawValue, place: $0.place, message: $0.message)
          })
      } else if findings.isEmpty {
        print("\(store.store): nothing to complain about.")
      } else {
        for finding in findings {
          print("\(finding.severity.rawValue): \(finding.place): \(finding.message)")
        }
      }
      if findings.contains(where: { $0.severity == .error }) { throw ExitStatus.unreadableInput }
    }
  }
}
