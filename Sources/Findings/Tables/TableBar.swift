import Ledger

/// What a table of results is to be read against: the static ranker and chance, and what ranking
/// badly costs.
package struct TableBar: Sendable {
  let baselines: Baselines
  /// Statistics whose means stand beside the mean of the table.
  let others: [(grid: ResultGrid, baselines: Baselines)]

  /// Beside another statistic.
  private static let otherNames = ["regret_at_1", "recall_at_3", "ndcg_at_3"]

  /// The statistics that the cells of a bar need, beside those of the table.
  package static func statistics(beside value: ResultValue) -> [String] {
    others(beside: value).flatMap(ResultGrid.statistics)
  }

  private static func others(beside value: ResultValue) -> [ResultValue] {
    ResultValue.shown.filter { otherNames.contains($0.name) && $0 != value }
  }

  /// Reads the scores of one run of each dataset, and of runs that were recorded before the other
  /// statistics were.
  package init(_ record: ExperimentRecord, _ grid: ResultGrid) throws {
    self.init(
      ResultCells(try record.withEveryStatistic().runs), try record.truth(of: grid.datasets),
      beside: grid.value)
  }

  /// - Parameters:
  ///   - cells: with the values of ``statistics(beside:)``.
  ///   - truth: the accuracies on the datasets of the cells, in their order.
  package init(_ cells: ResultCells, _ truth: TruthTable, beside value: ResultValue) {
    baselines = Baselines(truth, statistic: value)
    others = Self.others(beside: value).map {
      (ResultGrid(cells, value: $0), Baselines(truth, statistic: $0))
    }
  }
}
