import Ledger

/// What tells the rows of one setting apart where its inputs or its plan changed: the last columns of
/// correlations.csv and scores.csv.
enum OriginColumns {
  static let names = ["current", "inputs", "finished_at"]

  /// - Parameter withTimes: otherwise the time is empty.
  static func values(_ run: RecordedRun, withTimes: Bool) -> [ExportCell] {
    [
      .integer(run.isCurrent ? 1 : 0), .text(run.inputs),
      withTimes ? ExportCell(run.finishedAt.map(TimeText.exact)) : .empty,
    ]
  }
}
