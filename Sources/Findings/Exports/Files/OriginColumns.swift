import Ledger

/// What tells the rows of one setting apart where its inputs or its plan changed: the last columns of
/// correlations.csv and scores.csv.
enum OriginColumns {
  static let names = ["current", "inputs", "finished_at"]

  static func values(_ run: RecordedRun, times: CSVExport.Times) -> [ExportCell] {
    [
      .integer(run.isCurrent ? 1 : 0), .text(run.inputs),
      times == .written ? ExportCell(run.finishedAt.map(TimeText.exact)) : .empty,
    ]
  }
}
