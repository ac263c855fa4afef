/// Columns of scores.csv that its reader heeds: written by exports, read by `pedlab correlate`.
enum ScoreColumns {
  /// Which rows are of runs that failed.
  static let status = "status"
  /// Whether accuracies are errors.
  static let lower = "lower_is_better"
}
