import Ledger
import Transferability

/// An experiment arranged for its report.
struct ReportData {
  var record: ExperimentRecord
  let grid: ResultGrid
  var firstRuns: FirstRuns
  /// Metrics with their options, without PED.
  let bases: [MethodSetting]
  /// Every setting of PED, once, in order.
  let settings: [PEDParameters]
  /// Computed once: it resamples every pair of methods.
  let statistics: ExperimentStatistics
  /// The setting whose traces and scores are drawn: the one asked for, else the official one; where it
  /// was not run, the one nearest to it, which was not chosen by its results either.
  let drawn: PEDParameters?
  private let isChosen: Bool
  /// What the tables are to be read against.
  let bar: TableBar?
  /// nil: with PED means ``drawn``.
  let chosen: Chosen?

  /// - Parameters:
  ///   - drawn: the setting whose traces and scores are drawn; nil: the official one, else the
  ///     nearest.
  ///   - bar: nil: tables without it.
  init(
    _ record: ExperimentRecord, value: ResultValue = .weightedTau, drawn: PEDParameters? = nil,
    bar: TableBar? = nil
  ) {
    self.init(record, ResultGrid(record.runs, value: value), drawn: drawn, bar: bar)
  }

  /// - Parameters:
  ///   - record: with the runs whose scores and traces are drawn; others need not be in it.
  ///   - grid: the results of all runs.
  ///   - only: a metric that figures are limited to; nil for all.
  ///   - choice: how the setting on each dataset is chosen, where `drawn` is nil.
  init(
    _ record: ExperimentRecord, _ grid: ResultGrid, only: MethodSetting? = nil,
    choice: SettingChoice = .official, drawn: PEDParameters? = nil, bar: TableBar? = nil
  ) {
    self.record = record
    isChosen = drawn != nil
    self.grid = grid
    self.bar = bar
    firstRuns = FirstRuns(record.runs)
    bases = only.map { [$0] } ?? grid.bases
    chosen = drawn == nil ? Chosen(choice, grid, bases) : nil
    settings = Set(grid.settings.compactMap(\.ped)).sorted()
    statistics = ExperimentStatistics(grid: grid, experiment: record.name)
    self.drawn = drawn ?? grid.nearestToOfficial
  }

  var datasets: [String] { grid.datasets }

  /// The run of a metric with a setting, or without PED (nil), on a dataset; of repetitions the
  /// first.
  func run(_ base: MethodSetting, _ ped: PEDParameters?, _ dataset: String) -> RecordedRun? {
    firstRuns.run(Self.with(base, ped), dataset)
  }

  /// In the order of the datasets.
  func values(_ base: MethodSetting, _ ped: PEDParameters?) -> [Double?] {
    grid.values(Self.with(base, ped))
  }

  static func with(_ base: MethodSetting, _ ped: PEDParameters?) -> MethodSetting {
    base.with(ped)
  }

  /// Whether the metric was run without PED.
  func hasBaseline(_ base: MethodSetting) -> Bool { values(base, nil).contains { $0 != nil } }

  /// The official defaults where they were run. They are the honest choice, because they were not
  /// chosen by looking at this ground truth.
  var official: PEDParameters? { settings.first { $0 == .official } }

  /// "the official defaults", for a sentence; what `drawn` is.
  var drawnName: String {
    if drawn == .official { return "the official defaults" }
    if isChosen { return "the chosen setting" }
    return settings.count == 1
      ? "the only setting that was run" : "the setting nearest to the official defaults"
  }

  /// What every figure with PED says of its setting.
  var drawnSetting: String {
    guard let drawn else { return "" }
    let note = official == nil ? " (the official defaults were not run)" : ""
    return
      "PED at \(drawnName)\(note): \(drawn.phrase)"
  }
}
