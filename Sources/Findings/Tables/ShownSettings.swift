import Ledger

/// The settings that a table may show on each dataset, whose scores tell whether two of them differ: without
/// PED, and what each choice takes. None where it shows another statistic than the weighted tau.
package struct ShownSettings {
  private let shown: [(setting: MethodSetting, dataset: String)]

  /// Of a table of these results.
  package init(_ grid: ResultGrid) {
    shown = grid.value == .weightedTau ? Self.combined(grid) + Self.methods(grid) : []
  }

  /// Sorted.
  package var settings: [MethodSetting] { Set(shown.map(\.setting)).sorted() }

  /// Their numbers.
  package func numbers(_ cells: ResultCells) -> [Int] {
    let own = Set(shown.map(\.setting))
    return cells.settings.filter { own.contains($0.method) }.compactMap(\.number).sorted()
  }

  /// The scores of one run of each of them, by dataset.
  ///
  /// - Parameter record: with their runs at least.
  package func scores(
    _ record: ExperimentRecord
  ) throws -> [MethodSetting: [String: RunScores]] {
    let first = FirstRuns(record.runs)
    var runs: [MethodSetting: [String: RecordedRun]] = [:]
    for (setting, dataset) in shown {
      runs[setting, default: [:]][dataset] = first.run(setting, dataset)
    }
    let found = try record.scores(of: runs.values.flatMap(\.values))
    return runs.mapValues { byDataset in byDataset.compactMapValues { found[$0.id] } }
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
}
