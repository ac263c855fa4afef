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
    let grid = ResultGrid(runs, value: value)
    var methods: [String] = []
    var columns: [[Double?]] = []
    for base in grid.bases {
      if grid.settings.contains(base) {
        methods.append(base.title)
        columns.append(grid.datasets.map { grid.mean(base, $0) })
      }
      for choice in [SettingChoice.official, .leaveOneOut] {
        guard let selection = SettingSelection(grid, base: base, choice: choice) else { continue }
        methods.append("\(base.metricTitle) + PED (\(choice.shortLabel))")
        columns.append(grid.datasets.map { selection.entry(grid, $0)?.mean })
      }
    }
    self.experiment = experiment
    self.grid = grid
    self.methods = methods
    let rows = grid.datasets.indices.map { dataset in columns.map { $0[dataset] } }
    values = rows
    friedman = FriedmanTest(rows)
    pairs = WilcoxonHolm(rows).pairs
  }

  /// Per base and dataset: without PED, official, leave one out (with the setting), best seen.
  package func selections(_ base: MethodSetting) -> [(SettingChoice, SettingSelection)] {
    SettingChoice.allCases.compactMap { choice in
      SettingSelection(grid, base: base, choice: choice).map { (choice, $0) }
    }
  }

  /// The table of the selections: rows are datasets and the mean.
  package func selectionTable(_ base: MethodSetting) -> FindingsTable {
    let selections = selections(base)
    let columns = ["without PED"] + selections.map { "PED, \($0.0.shortLabel)" }
    func cells(_ dataset: String) -> [FindingsTable.Cell] {
      [FindingsTable.Cell(grid.entry(base, dataset))]
        + selections.map { FindingsTable.Cell($0.1.entry(grid, dataset)) }
    }
    var rows = grid.datasets.map { dataset in
      let chosen = selections.first { $0.0 == .leaveOneOut }?.1.settings[dataset]?.pedText ?? "—"
      return FindingsTable.Row(labels: [dataset, chosen], cells: cells(dataset))
    }
    let means = columns.indices.map { column in
      let values = rows.compactMap { $0.cells[column].value }
      return FindingsTable.Cell(
        value: values.count == rows.count ? SampleStatistics.mean(values) : nil)
    }
    rows.append(FindingsTable.Row(labels: ["mean", ""], cells: means, section: 1))
    return FindingsTable(
      caption: "\(base.metricTitle): which setting, chosen how (\(grid.value.title))",
      label: "tab:\(experiment)-choice", labelColumns: ["dataset", "setting left-one-out"],
      columns: columns, rows: rows,
      notes: [
        "leave-one-out: the setting with the best mean on the other datasets; best seen: the best "
          + "on this dataset itself, an upper bound that nobody can reach without knowing the "
          + "result."
      ])
  }
}
