import Ledger

/// correlations.csv, scores.csv and traces.csv: one row per line of the ledger.
///
/// The columns are documented in Documentation/formats.md; new ones are only ever appended.
package struct CSVExport {
  /// Which files there are in the folder.
  package enum Tables: Sendable {
    case all
    /// traces.csv is large after large sweeps.
    case withoutTraces

    /// In the order in which they are named.
    package var fileNames: [String] {
      ["correlations.csv", "scores.csv"] + (self == .all ? ["traces.csv"] : [])
    }
  }

  /// Times differ from one computation to the next: what must be the same whenever it is written has
  /// none.
  package enum Times: Sendable { case written, empty }

  static let correlationColumns =
    ["experiment", "run", "dataset", "metric"] + SettingColumns.documented
    + CorrelationColumns.documented + SettingColumns.appended + CorrelationColumns.appended
    + OriginColumns.names + SampleColumns.names
  static let scoreColumns =
    ["experiment", "run", "dataset", "model", "metric"] + SettingColumns.documented
    + ["score", "steps_taken", "stop", "accuracy", "seconds"] + SettingColumns.appended + ["notes"]
    + OriginColumns.names + SampleColumns.names + StateColumns.names
  static let traceColumns =
    ["experiment", "run", "dataset", "model", "step"] + traceNames
  static let traceNames = [
    "potential_energy", "displacement", "change_ratio", "overlapping_pairs",
  ]

  let record: ExperimentRecord
  let times: Times
  let tables: Tables

  package init(_ record: ExperimentRecord, times: Times = .written, tables: Tables = .all) {
    self.record = record
    self.times = times
    self.tables = tables
  }

  /// Writes the three files into `folder`. Throws ``ExportError``.
  package func write(to folder: String) throws {
    guard !record.scored.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let batch = FileBatch(try ExportFolder.checked(folder))
    try add(to: batch)
    try batch.commit()
  }

  /// Writes them as files of a larger whole.
  ///
  /// - Parameter folder: in the folder of the batch, with a slash at its end.
  func add(to batch: FileBatch, under folder: String = "") throws {
    try writeCorrelations(to: batch.file(folder + "correlations.csv"))
    let scores = try batch.file(folder + "scores.csv")
    let traces = tables == .all ? try batch.file(folder + "traces.csv") : nil
    try scores.write(Self.line(Self.scoreColumns))
    try traces?.write(Self.line(Self.traceColumns))
    try record.forEachRun(of: record.scored) { run, evaluations in
      let prefix = RowPrefix(experiment: record.name, run: run, times: times)
      for evaluation in evaluations {
        try scores.write(prefix.score(evaluation, times: times))
        try traces?.write(prefix.traces(evaluation))
      }
    }
  }

  /// Writes the first of the files alone.
  package func writeCorrelations(to path: String) throws {
    let sink = try FileSink(path)
    try writeCorrelations(to: sink)
    try sink.close()
  }

  private func writeCorrelations(to sink: FileSink) throws {
    try sink.write(Self.line(Self.correlationColumns))
    for run in record.runs {
      try sink.write(
        Self.line(Self.correlationCells(record.name, run, times: times).map(\.csv)))
    }
  }

  static func correlationCells(
    _ experiment: String, _ run: RecordedRun, times: Times
  ) -> [ExportCell] {
    let identity = run.specification
    return [.text(experiment), .text(run.id), .text(identity.dataset), .text(identity.metric)]
      + SettingColumns.documentedValues(identity)
      + CorrelationColumns.documentedValues(run.correlations)
      + SettingColumns.appendedValues(identity)
      + CorrelationColumns.appendedValues(run.correlations)
      + OriginColumns.values(run, times: times)
      + SampleColumns.values(run.specification)
  }

  static func line(_ fields: [String]) -> String { fields.joined(separator: ",") + "\n" }
}

/// What the rows of one run share, quoted once.
private struct RowPrefix {
  let head: String
  let setting: String
  let tail: String
  let origin: String

  init(experiment: String, run: RecordedRun, times: CSVExport.Times) {
    let identity = run.specification
    head = [experiment, run.id, identity.dataset].map { ExportCell.text($0).csv }.joined(
      separator: ",")
    setting = ([.text(identity.metric)] + SettingColumns.documentedValues(identity))
      .map(\.csv).joined(separator: ",")
    tail = SettingColumns.appendedValues(identity).map(\.csv).joined(separator: ",")
    origin =
      (OriginColumns.values(run, times: times) + SampleColumns.values(run.specification)
      + StateColumns.values(run))
      .map(\.csv).joined(separator: ",")
  }

  func score(_ evaluation: Evaluation, times: CSVExport.Times) -> String {
    let values: [ExportCell] = [
      .number(evaluation.score), ExportCell(evaluation.stepsTaken), ExportCell(evaluation.stop),
      ExportCell(evaluation.accuracy), times == .written ? .number(evaluation.seconds) : .empty,
    ]
    let notes =
      evaluation.notes.isEmpty ? "" : ExportCell.text(evaluation.notes.joined(separator: "; ")).csv
    return head + "," + ExportCell.text(evaluation.model).csv + "," + setting + ","
      + values.map(\.csv).joined(separator: ",") + "," + tail + "," + notes + "," + origin + "\n"
  }

  func traces(_ evaluation: Evaluation) -> String {
    guard !evaluation.trace.isEmpty else { return "" }
    let start = head + "," + ExportCell.text(evaluation.model).csv + ","
    var text = ""
    for row in evaluation.trace {
      text += start
      text += String(row.step)
      text += ","
      text += row.potentialEnergy.description
      text += ","
      text += row.displacement.description
      text += ","
      if let ratio = row.changeRatio { text += ratio.description }
      text += ","
      text += String(row.overlappingPairs)
      text += "\n"
    }
    return text
  }
}
