import Ledger
import Transferability

/// Everything that `pedlab statistics` tells of an experiment.
package struct ExperimentStatistics: Sendable {
  /// The name of the experiment.
  package let experiment: String
  /// The results that are tested.
  package let grid: ResultGrid
  /// The methods compared: each metric without PED and with it (the choice of ``PaperTable``).
  package let methods: [String]
  /// A row per dataset, a column per method.
  package let values: [[Double?]]
  /// nil with fewer than three methods or two complete datasets.
  package let friedman: FriedmanTest?
  /// All pairs of methods.
  package let pairs: [WilcoxonHolm.Pair]
  /// What choosing among the settings is worth; empty until ``addChoicePrices(_:)``.
  package private(set) var choicePrices: [ChoicePrice] = []
  /// Methods without any value: they would leave no dataset complete, and are not compared.
  package let withoutValues: [String]

  /// Of the runs of an experiment.
  package init(_ runs: [RecordedRun], experiment: String, value: ResultValue = .weightedTau) {
    self.init(grid: ResultGrid(runs, value: value), experiment: experiment)
  }

  /// Of results that were collected already.
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
    let isPresent = columns.map { $0.contains { $0 != nil } }
    withoutValues = zip(methods, isPresent).filter { !$0.1 }.map(\.0)
    methods = zip(methods, isPresent).filter(\.1).map(\.0)
    columns = zip(columns, isPresent).filter(\.1).map(\.0)
    self.experiment = experiment
    self.grid = grid
    self.methods = methods
    values = grid.datasets.indices.map { dataset in columns.map { $0[dataset] } }
    let sign = grid.value.sign
    friedman = FriedmanTest(values.map { row in row.map { $0.map { sign * $0 } } })
    pairs = WilcoxonHolm(values, better: grid.value.better).pairs
  }

  /// Per base and dataset: without PED, official, leave one out (with the setting), best seen.
  package func selections(_ base: MethodSetting) -> [(SettingChoice, SettingSelection)] {
    SettingChoice.allCases.compactMap { choice in
      SettingSelection(grid, base: base, choice: choice).map { (choice, $0) }
    }
  }

  /// Reads the scores of every run with PED, which the permutation tests need.
  package mutating func addChoicePrices(_ record: ExperimentRecord) throws {
    let first = FirstRuns(record.runs)
    for base in grid.bases {
      let settings = grid.pedSettings(of: base)
      guard settings.count > 1 else { continue }
      let runs = settings.flatMap { setting in
        grid.datasets.compactMap { first.run(setting, $0) }
      }
      let scores = try record.scores(of: runs)
      let price = ChoicePrice(grid, base: base) { setting, dataset in
        first.run(setting, dataset).flatMap { scores[$0.id] }
      }
      if let price { choicePrices.append(price) }
    }
  }
}
