import Ledger

/// What a table of results is to be read against: the static ranker and chance, and what ranking
/// badly costs.
package struct TableBar: Sendable {
  let baselines: Baselines
  /// Statistics whose means stand beside the mean of the table.
  let others: [(grid: ResultGrid, baselines: Baselines)]

  /// Beside another statistic.
  private static let otherNames = ["regret_at_1", "recall_at_3", "ndcg_at_3"]

  /// Reads the scores of one run of each dataset, and of runs that were recorded before the other
  /// statistics were.
  package init(_ record: ExperimentRecord, _ grid: ResultGrid) throws {
    let truth = try record.truth(of: grid.datasets)
    baselines = Baselines(truth, statistic: grid.value)
    let complete = try record.withEveryStatistic()
    others = ResultValue.shown.filter { value in
      Self.otherNames.contains(value.name) && value != grid.value
    }.map { (ResultGrid(complete.runs, value: $0), Baselines(truth, statistic: $0)) }
  }
}
