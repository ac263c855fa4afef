import ArgumentParser
import Findings
import Published

/// `pedlab truth list`.
struct TruthListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What is built in: a line for each ground truth.",
    discussion: """
      EXAMPLES
        pedlab truth list
        pedlab truth list --json
      """)

  @Flag(help: "JSON: one object for each, with all that is known of it.")
  var json = false

  func run() throws {
    let records = try BuiltInGroundTruth.allCases.map { try TruthRecord($0) }
    guard !json else { return try Output.json(records) }
    let table = TextTable(
      header: ["name", "models", "datasets", "pairs", "quantity", "licence", "method"],
      rows: records.map { record in
        [
          record.name, "\(record.modelAttributes.count)",
          "\(record.datasetAttributes.count)", "\(record.pairs)",
          "\(record.quantity), \(record.unit)", record.licence, record.method,
        ]
      }, leftAligned: 1)
    try Output.show(table.text)
  }
}
