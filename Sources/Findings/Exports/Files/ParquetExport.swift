import Foundation
import Ledger

/// The three tables of ``CSVExport`` as Parquet, by DuckDB's command line, with the type of each
/// column: text, 64-bit integers, doubles. Floats keep their bits.
package struct ParquetExport {
  private let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// The files in the folder.
  package static let fileNames = tables.map { $0.name + ".parquet" }

  private static let tables: [(name: String, columns: [String])] = [
    ("correlations", CSVExport.correlationColumns), ("scores", CSVExport.scoreColumns),
    ("traces", CSVExport.traceColumns),
  ]

  private static let integers: Set<String> = [
    "iterations", "models", "accuracies", "steps_taken", "step", "overlapping_pairs", "seed",
    "rounding_ties", "current", "lower_is_better", "samples_per_class", "sample_seed",
  ]
  private static let texts: Set<String> = [
    "experiment", "run", "dataset", "model", "metric", "motion", "stop", "metric_options", "notes",
    "inputs", "finished_at", "status",
  ]

  /// Writes the files into `folder`. Throws ``ExportError``.
  package func write(to folder: String) throws {
    let folder = try ExportFolder.checked(folder)
    let scratch = folder + "/.csv.\(ProcessInfo.processInfo.processIdentifier).partial"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    try CSVExport(record).write(to: scratch)
    let statements = Self.tables.map { Self.statement($0.name, $0.columns, scratch, folder) }
    // One thread: the same rows give the same bytes.
    try ExternalTool.duckDB.run(
      [":memory:", "-bail", "-c", "SET threads = 1; " + statements.joined(separator: " ")])
  }

  private static func statement(
    _ name: String, _ columns: [String], _ scratch: String, _ folder: String
  ) -> String {
    let types = columns.map { "'\($0)': '\(type(of: $0))'" }.joined(separator: ", ")
    return """
      COPY (SELECT * FROM read_csv(\(text("\(scratch)/\(name).csv")), header = true, delim = ',',
      quote = '"', escape = '"', nullstr = '', auto_detect = false, columns = {\(types)}))
      TO \(text("\(folder)/\(name).parquet")) (FORMAT parquet);
      """
  }

  private static func type(of column: String) -> String {
    if integers.contains(column) { return "BIGINT" }
    if texts.contains(column) || PEDParameters.switches.contains(where: { $0.name == column }) {
      return "VARCHAR"
    }
    return "DOUBLE"
  }

  private static func text(_ value: String) -> String {
    "'" + value.replacingOccurrences(of: "'", with: "''") + "'"
  }
}
