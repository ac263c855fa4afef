import Ledger

/// The values of an experiment's finished runs, by setting and dataset, repetitions together.
package struct ResultGrid: Sendable {
  /// The repetitions (seeds) of one setting on one dataset.
  package struct Entry: Sendable, Equatable {
    /// The first repetition.
    package let run: RecordedRun
    /// One for each repetition.
    package private(set) var values: [Double] = []
    /// Interval of the only repetition; nil with several.
    package private(set) var low: Double?
    /// The upper end of the interval; nil without one.
    package private(set) var high: Double?
    /// The most of any repetition.
    package private(set) var roundingTies = 0

    init(_ run: RecordedRun) { self.run = run }

    mutating func add(_ run: RecordedRun, _ value: ResultValue) {
      guard let correlations = run.correlations else { return }
      if let number = value.value(correlations) { values.append(number) }
      let isSingle = value == .weightedTau && values.count == 1
      low = isSingle ? correlations.weightedTauLow : nil
      high = isSingle ? correlations.weightedTauHigh : nil
      roundingTies = max(roundingTies, correlations.roundingTies)
      accuracies = min(accuracies, correlations.accuracies)
      models = min(models, correlations.models)
    }

    /// Models with an accuracy, and models with a score: the fewest of any repetition.
    package private(set) var accuracies = Int.max
    /// Models with a score, the fewest of any repetition.
    package private(set) var models = Int.max

    /// nil where there is a value.
    package var missing: MissingValue? { MissingValue(run, hasValue: !values.isEmpty) }

    /// Of the values; nil if there are none.
    package var mean: Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Sample standard deviation (n - 1); nil with fewer than two repetitions.
    package var sd: Double? { SampleStatistics.standardDeviation(values) }
  }

  /// What the grid holds.
  package let value: ResultValue
  /// Sorted, so that nothing depends on the order in which runs ended.
  package let settings: [MethodSetting]
  /// In the order in which they are shown.
  package let datasets: [String]
  /// By setting, in the order of ``datasets``.
  private let rows: [MethodSetting: [Entry?]]

  /// Of the runs that count (``NewestRuns``).
  package init(_ runs: [RecordedRun], value: ResultValue = .weightedTau) {
    let newest = NewestRuns.of(runs)
    let datasets = Set(newest.map(\.specification.dataset)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(datasets, datasets.indices))
    let empty: [Entry?] = Array(repeating: nil, count: datasets.count)
    var rows: [MethodSetting: [Entry?]] = [:]
    for run in newest {
      guard let place = places[run.specification.dataset] else { continue }
      rows[MethodSetting(run.specification), default: empty][place].add(run, value)
    }
    self.value = value
    self.settings = rows.keys.sorted()
    self.datasets = datasets
    self.rows = rows
  }

  /// What is there of a setting, in the order of ``datasets``.
  package func entries(_ setting: MethodSetting) -> [Entry?] {
    rows[setting] ?? Array(repeating: nil, count: datasets.count)
  }

  /// The means over repetitions, in the order of ``datasets``; nil where there is no run or its
  /// value is undefined.
  package func values(_ setting: MethodSetting) -> [Double?] {
    entries(setting).map { $0?.mean }
  }

  /// The results of a setting on a dataset; nil if there are none.
  package func entry(_ setting: MethodSetting, _ dataset: String) -> Entry? {
    guard let place = datasets.firstIndex(of: dataset) else { return nil }
    return rows[setting]?[place]
  }

  /// The mean over `datasets`; nil unless every one has a value.
  package func mean(_ setting: MethodSetting, over datasets: [String]) -> Double? {
    let values = datasets.compactMap { entry(setting, $0)?.mean }
    return values.count == datasets.count ? SampleStatistics.mean(values) : nil
  }

  /// Settings without motion, each metric (with its options) once, in order.
  package var bases: [MethodSetting] {
    var seen = Set<MethodSetting>()
    return settings.map(\.base).filter { seen.insert($0).inserted }
  }

  /// The PED settings of a base.
  package func pedSettings(of base: MethodSetting) -> [MethodSetting] {
    settings.filter { $0.ped != nil && $0.metric == base.metric && $0.options == base.options }
  }
}

extension Optional where Wrapped == ResultGrid.Entry {
  fileprivate mutating func add(_ run: RecordedRun, _ value: ResultValue) {
    var entry = self ?? ResultGrid.Entry(run)
    entry.add(run, value)
    self = entry
  }
}
