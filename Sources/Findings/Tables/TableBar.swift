import Ledger
import Parallel
import Transferability

/// What a table of results is to be read against: the static ranker and chance, and what ranking
/// badly costs.
package struct TableBar: Sendable {
  let baselines: Baselines
  /// Statistics whose means stand beside the mean of the table.
  let others: [(grid: ResultGrid, baselines: Baselines)]

  /// Of one run of each setting that a table may show, by dataset; none where the table shows another
  /// statistic than the weighted tau, whose differences are compared.
  private let scores: [MethodSetting: [String: RunScores]]

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
  package init(_ record: ExperimentRecord, _ value: ResultValue = .weightedTau) throws {
    let cells = ResultCells(try record.withEveryStatistic().runs)
    let grid = ResultGrid(cells, value: value)
    try self.init(
      grid, cells, try record.truth(of: grid.datasets),
      scores: try ShownSettings(grid).scores(record))
  }

  /// - Parameters:
  ///   - grid: what the table shows.
  ///   - cells: of the grid, with the values of ``statistics(beside:)``.
  ///   - truth: the accuracies on the datasets of the cells, in their order.
  ///   - scores: of the settings that may be shown (``ShownSettings``).
  package init(
    _ grid: ResultGrid, _ cells: ResultCells, _ truth: TruthTable,
    scores: [MethodSetting: [String: RunScores]]
  ) throws {
    self.scores = scores
    let others = Self.others(beside: grid.value)
    let values = [grid.value] + others
    let all = try CoreBudget.current.map(count: values.count) {
      Baselines(truth, statistic: values[$0])
    }
    baselines = all[0]
    self.others = zip(others, all.dropFirst()).map { (grid.holding($0, of: cells), $1) }
  }

  /// Whether the models of a dataset do not tell two settings apart: the interval over them of the
  /// difference of the taus holds 0, or there is none. nil where their scores are not at hand.
  func isLike(_ one: MethodSetting, _ other: MethodSetting, on dataset: String) -> Bool? {
    guard let first = scores[one]?[dataset], let second = scores[other]?[dataset] else {
      return nil
    }
    let known = Dictionary(uniqueKeysWithValues: zip(second.models, second.scores))
    let common = first.models.indices.filter { known[first.models[$0]] != nil }
    let interval = TauComparison.interval(
      first: common.map { first.scores[$0] },
      second: common.compactMap { known[first.models[$0]] },
      truth: common.map { first.merits[$0] })
    return interval?.contains(0) ?? true
  }
}
