import Ledger

/// One JSON document with everything that the three CSV files hold, nested: runs, their
/// evaluations, and the trace of each. Names are those of the CSV columns.
package struct JSONExport {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Throws ``ExportError``.
  package func write(to path: String) throws {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let sink = try FileSink(path)
    try sink.write("{\"experiment\":\(JSONText.quoted(record.name)),\"runs\":[")
    var separator = "\n"
    try record.forEachRun { run, evaluations in
      try sink.write(separator + Self.run(run, evaluations))
      separator = ",\n"
    }
    try sink.write("\n]}\n")
    try sink.close()
  }

  private static func run(_ run: RecordedRun, _ evaluations: [Evaluation]) -> String {
    let identity = run.specification
    let columns =
      ["run", "dataset", "metric"] + SettingColumns.documented + SettingColumns.appended
      + CorrelationColumns.documented + CorrelationColumns.appended + OriginColumns.names
      + SampleColumns.names + StateColumns.names
    let cells: [ExportCell] =
      [.text(run.id), .text(identity.dataset), .text(identity.metric)]
      + SettingColumns.documentedValues(identity) + SettingColumns.appendedValues(identity)
      + CorrelationColumns.documentedValues(run.correlations)
      + CorrelationColumns.appendedValues(run.correlations)
      + OriginColumns.values(run, times: .written) + SampleColumns.values(run.specification)
      + StateColumns.values(run)
    let fields = JSONText.object(columns, cells).dropLast()
    return fields + ",\"evaluations\":["
      + evaluations.map(evaluation).joined(separator: ",") + "]}"
  }

  private static func evaluation(_ evaluation: Evaluation) -> String {
    let fields = JSONText.object(
      ["model", "score", "steps_taken", "stop", "accuracy", "seconds"],
      [
        .text(evaluation.model), .number(evaluation.score), ExportCell(evaluation.stepsTaken),
        ExportCell(evaluation.stop), ExportCell(evaluation.accuracy), .number(evaluation.seconds),
      ]
    ).dropLast()
    let notes = evaluation.notes.map(JSONText.quoted).joined(separator: ",")
    let rows = evaluation.trace.map { row in
      JSONText.object(
        ["step"] + CSVExport.traceNames,
        [
          .integer(row.step), .number(row.potentialEnergy), .number(row.displacement),
          ExportCell(row.changeRatio), .integer(row.overlappingPairs),
        ])
    }
    return fields + ",\"notes\":[\(notes)],\"trace\":[\(rows.joined(separator: ","))]}"
  }
}
