import Ledger

/// Whether the run of a score has finished, and which end of its accuracies is best: the last columns of
/// scores.csv, which `pedlab correlate` reads.
enum StateColumns {
  static let names = [ScoreColumns.status, ScoreColumns.lower]

  static func values(_ run: RecordedRun) -> [ExportCell] {
    [.text(run.status.rawValue), .integer(run.specification.lowerIsBetter ? 1 : 0)]
  }
}
