import Ledger
import Transferability

/// Everything that `pedlab statistics` tells of an experiment.
package struct ExperimentStatistics: Sendable {
  package let experiment: String
  package let grid: ResultGrid
  /// The methods compared: each metric without PED and with it (the choice of ``PaperTable``).
  package let methods: [String]
  /// A row per dataset, a column per method.
  package let values: [[Double?]]
  /// nil with fewer than three methods or two complete datasets.
  package let friedman: FriedmanTest?
  package let pairs: [WilcoxonHolm.Pair]

  package init(_ runs: [RecordedRun], experiment: String, value: ResultValue = .weightedTau) {
    self.init(grid: ResultGrid(runs, value: value), experiment: experiment)
  }

  package init(grid: ResultGrid, experiment: String) {
    var methods: [String] = []
    var columns: [[Double?]] = []
    for base in grid.bases {
      if grid.settings.contains(base) {
        methods.append(base.title)
        columns.append(grid.values(base))
      }
      for choice in [SettingChoice.official, .leaveOneOut] {
        guard let selection = SettingSelection(grid, base: base, choice: choice) else { continue }
        // With one setting there is nothing to choose: it would stand here twice.
        if choice == .leaveOneOut, grid.pedSettings(of: base).count == 1 { continue }
        methods.append("\(base.metricTitle) + PED (\(choice.shortLabel))")
        columns.append(selection.entries(grid).map { $0?.mean })
      }
    }
    self.experiment = experiment
    self.grid = grid
    self.methods = methods
    values = grid.datasets.indices.map { dataset in columns.map { $0[dataset] } }
    friedman = FriedmanTest(values)
    pairs = WilcoxonHolm(values).pairs
  }

  /// Per base and dataset: without PED, official, leave one out (with the setting), best seen.
  package func selections(_ base: MethodSetting) -> [(SettingChoice, SettingSelection)] {
    SettingChoice.allCases.compactMap { choice in
      SettingSelection(grid, base: base, choice: choice).map { (choice, $0) }
    }
  }
}
