import Ledger

/// The columns that say how well a run ranks, the same in every export.
enum CorrelationColumns {
  /// The first columns, which later ones must not move.
  static let documented = ["models", "accuracies"] + first.map(\.name)
  /// Appended after all other columns of a file.
  static let appended = ["rounding_ties"] + later.map(\.name)

  private static let firstCount = 8
  private static let first = CorrelationStatistic.all.prefix(firstCount)
  private static let later = CorrelationStatistic.all.dropFirst(firstCount)

  static func documentedValues(_ found: Correlations?) -> [ExportCell] {
    [ExportCell(found?.models), ExportCell(found?.accuracies)]
      + first.map { ExportCell($0.value(of: found)) }
  }

  static func appendedValues(_ found: Correlations?) -> [ExportCell] {
    [ExportCell(found?.roundingTies)] + later.map { ExportCell($0.value(of: found)) }
  }
}
