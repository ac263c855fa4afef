import Ledger
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
  package init(_ record: ExperimentRecord, _ grid: ResultGrid) throws {
    self.init(
      ResultCells(try record.withEveryStatistic().runs), try record.truth(of: grid.datasets),
      beside: grid.value, scores: try Self.scores(record, grid))
  }

  /// - Parameters:
  ///   - cells: with the values of ``statistics(beside:)``.
  ///   - truth: the accuracies on the datasets of the cells, in their order.
  ///   - scores: of one run of each setting that may be shown, by dataset.
  package init(
    _ cells: ResultCells, _ truth: TruthTable, beside value: ResultValue,
    scores: [MethodSetting: [String: RunScores]]
  ) {
    self.scores = scores
    baselines = Baselines(truth, statistic: value)
    others = Self.others(beside: value).map {
      (ResultGrid(cells, value: $0), Baselines(truth, statistic: $0))
    }
  }

  /// The settings that a table may show on each dataset: without PED, and what each choice takes. None where
  /// it shows another statistic than the weighted tau.
  private static func shown(_ grid: ResultGrid) -> [(setting: MethodSetting, dataset: String)] {
    guard grid.value == .weightedTau else { return [] }
    return combined(grid) + methods(grid)
  }

  /// Of combined metrics.
  private static func combined(
    _ grid: ResultGrid
  ) -> [(setting: MethodSetting, dataset: String)] {
    let families = grid.weightFamilies.flatMap { [$0, $0.with(.official)] }
    let selections = families.flatMap { family in
      SettingChoice.allCases.compactMap { SettingSelection(grid, family, choice: $0) }
    }
    return selections.flatMap { selection in
      selection.settings.map { (setting: $0.value, dataset: $0.key) }
    }
  }

  private static func methods(
    _ grid: ResultGrid
  ) -> [(setting: MethodSetting, dataset: String)] {
    grid.bases.flatMap { base in
      let selections = SettingChoice.allCases.compactMap {
        SettingSelection(grid, base: base, choice: $0)
      }
      return grid.datasets.flatMap { dataset in
        ([base] + selections.compactMap { $0.settings[dataset] }).map { ($0, dataset) }
      }
    }
  }

  /// Those settings, sorted.
  package static func settings(_ cells: ResultCells, _ value: ResultValue) -> [MethodSetting] {
    Set(shown(ResultGrid(cells, value: value)).map(\.setting)).sorted()
  }

  /// The numbers of those settings.
  package static func numbers(_ cells: ResultCells, _ value: ResultValue) -> [Int] {
    let own = Set(settings(cells, value))
    return cells.settings.filter { own.contains($0.method) }.compactMap(\.number).sorted()
  }

  /// The scores of one run of each of those settings, by dataset.
  ///
  /// - Parameter record: with their runs at least.
  package static func scores(
    _ record: ExperimentRecord, _ grid: ResultGrid
  ) throws -> [MethodSetting: [String: RunScores]] {
    let first = FirstRuns(record.runs)
    var runs: [MethodSetting: [String: RecordedRun]] = [:]
    for (setting, dataset) in Self.shown(grid) {
      runs[setting, default: [:]][dataset] = first.run(setting, dataset)
    }
    let found = try record.scores(of: runs.values.flatMap(\.values))
    return runs.mapValues { byDataset in byDataset.compactMapValues { found[$0.id] } }
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
