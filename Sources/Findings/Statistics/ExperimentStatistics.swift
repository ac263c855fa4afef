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
  /// Methods that rank fewer models than others on some dataset: correlations over other models do not
  /// compare.
  package let withFewerModels: [String]

  /// Of the runs of an experiment.
  package init(_ runs: [RecordedRun], experiment: String, value: ResultValue = .weightedTau) {
    self.init(grid: ResultGrid(runs, value: value), experiment: experiment)
  }

  /// Of results that were collected already.
  package init(grid: ResultGrid, experiment: String) {
    var methods: [String] = []
    var columns: [[ResultGrid.Entry?]] = []
    for base in grid.bases {
      if grid.settings.contains(base) {
        methods.append(base.title)
        columns.append(grid.entries(base))
      }
      for choice in [SettingChoice.official, .leaveOneOut] {
        guard let selection = SettingSelection(grid, base: base, choice: choice) else { continue }
        // With one setting there is nothing to choose: it would stand here twice.
        if choice == .leaveOneOut, grid.pedSettings(of: base).count == 1 { continue }
        methods.append("\(base.metricTitle) + PED (\(choice.shortLabel))")
        columns.append(selection.entries(grid))
      }
    }
    for family in grid.weightFamilies {
      let motions: [(PEDParameters?, String)] = [(nil, ""), (.official, " + PED (official)")]
      for (ped, suffix) in motions {
        guard
          let selection = SettingSelection(grid, family.with(ped), choice: .leaveOneOut)
        else { continue }
        methods.append(family.title + suffix)
        columns.append(selection.entries(grid))
      }
    }
    let all = zip(methods, columns)
    withoutValues = all.filter { !$1.contains { $0?.mean != nil } }.map(\.0)
    let most = grid.datasets.indices.map { dataset in
      columns.compactMap { $0[dataset] }.filter { $0.mean != nil }.map(\.accuracies).max() ?? 0
    }
    func hasFewer(_ column: [ResultGrid.Entry?]) -> Bool {
      zip(column, most).contains { entry, most in
        entry.map { $0.mean != nil && $0.accuracies < most } ?? false
      }
    }
    let present = all.filter { $1.contains { $0?.mean != nil } }
    withFewerModels = present.filter { hasFewer($1) }.map(\.0)
    let compared = present.filter { !hasFewer($1) }
    self.experiment = experiment
    self.grid = grid
    self.methods = compared.map(\.0)
    values = grid.datasets.indices.map { dataset in compared.map { $1[dataset]?.mean } }
    let sign = grid.value.sign
    friedman = FriedmanTest(values.map { row in row.map { $0.map { sign * $0 } } })
    pairs = WilcoxonHolm(values, better: grid.value.better).pairs
  }

  /// Per base and dataset: official (or the nearest where it was not run), leave one out (with the
  /// setting), best seen.
  package func selections(_ base: MethodSetting) -> [(SettingChoice, SettingSelection)] {
    [grid.standingChoice, .leaveOneOut, .bestSeen].compactMap { choice in
      SettingSelection(grid, base: base, choice: choice).map { (choice, $0) }
    }
  }

  /// Reads the scores of every run with PED, which the permutation tests need.
  package mutating func addChoicePrices(_ record: ExperimentRecord) throws {
    let subjects =
      grid.bases.map { ChoicePrice.Subject.ped($0, grid.pedSettings(of: $0)) }
      + grid.weightFamilies.map { ChoicePrice.Subject.weights($0) }
    for subject in subjects where subject.candidates.count > 1 {
      if let price = try price(subject, record) { choicePrices.append(price) }
    }
  }

  /// Reads the scores of the candidates' runs. nil where a value is missing (``ChoicePrice``).
  func price(_ subject: ChoicePrice.Subject, _ record: ExperimentRecord) throws -> ChoicePrice? {
    let first = FirstRuns(record.runs)
    let runs = subject.candidates.flatMap { setting in
      grid.datasets.compactMap { first.run(setting, $0) }
    }
    let scores = try record.scores(of: runs)
    return ChoicePrice(grid, subject) { setting, dataset in
      first.run(setting, dataset).flatMap { scores[$0.id] }
    }
  }
}
