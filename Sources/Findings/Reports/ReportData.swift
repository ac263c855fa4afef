import Ledger

/// An experiment arranged for its report.
struct ReportData {
  let record: ExperimentRecord
  let grid: ResultGrid
  /// Metrics with their options, without PED.
  let bases: [MethodSetting]
  /// Every setting of PED, once, in order.
  let settings: [PEDParameters]
  /// Computed once: it resamples every pair of methods.
  let statistics: ExperimentStatistics

  private let chosen: PEDParameters?

  /// - Parameter drawn: the setting whose traces and scores are drawn; nil: the official one, else
  ///   the first.
  init(
    _ record: ExperimentRecord, value: ResultValue = .weightedTau, drawn: PEDParameters? = nil
  ) {
    self.record = record
    chosen = drawn
    grid = ResultGrid(record.runs, value: value)
    bases = grid.bases
    settings = Set(grid.settings.compactMap(\.ped)).sorted()
    statistics = ExperimentStatistics(grid: grid, experiment: record.name)
  }

  var datasets: [String] { grid.datasets }

  /// The run of a metric with a setting, or without PED (nil), on a dataset; of repetitions the
  /// first.
  func run(_ base: MethodSetting, _ ped: PEDParameters?, _ dataset: String) -> RecordedRun? {
    grid.entry(Self.with(base, ped), dataset)?.run
  }

  /// In the order of the datasets.
  func values(_ base: MethodSetting, _ ped: PEDParameters?) -> [Double?] {
    grid.values(Self.with(base, ped))
  }

  private static func with(_ base: MethodSetting, _ ped: PEDParameters?) -> MethodSetting {
    MethodSetting(metric: base.metric, options: base.options, ped: ped)
  }

  /// The official defaults where they were run; they are the honest choice, because nobody chose
  /// them by looking at this ground truth.
  var official: PEDParameters? { settings.first { $0 == .official } }

  /// The setting whose traces and scores are drawn: the official one, else the first.
  var drawn: PEDParameters? { chosen ?? official ?? settings.first }
}
