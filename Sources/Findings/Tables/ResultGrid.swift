import Ledger

/// The values of an experiment's finished runs, by setting and dataset, repetitions together.
package struct ResultGrid: Sendable {
  /// The repetitions (seeds) of one setting on one dataset.
  package struct Entry: Sendable, Equatable {
    package var values: [Double] = []
    /// Interval of the only repetition; nil with several.
    package var low: Double?
    package var high: Double?
    /// Models.
    package var models = 0
    /// The most of any repetition.
    package var roundingTies = 0

    package var mean: Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Sample standard deviation (n - 1); nil with fewer than two repetitions.
    package var sd: Double? { SampleStatistics.standardDeviation(values) }
  }

  package let value: ResultValue
  /// Sorted, so that nothing depends on the order in which runs ended.
  package let settings: [MethodSetting]
  package let datasets: [String]
  private let entries: [MethodSetting: [String: Entry]]

  /// Runs that are deleted or not finished are skipped; of runs that repeat the same setting,
  /// dataset and seed (on other inputs or with another version), the newest counts.
  package init(_ runs: [RecordedRun], value: ResultValue = .weightedTau) {
    struct Key: Hashable {
      let setting: MethodSetting
      let dataset: String
      let seed: Int?
    }
    var newest: [Key: RecordedRun] = [:]
    var order: [Key] = []
    for run in runs where run.status == .finished && !run.isDeleted {
      let specification = run.specification
      let key = Key(
        setting: MethodSetting(specification), dataset: specification.dataset,
        seed: specification.seed)
      if let known = newest[key], known.createdAt > run.createdAt { continue }
      if newest.updateValue(run, forKey: key) == nil { order.append(key) }
    }
    var settings: [MethodSetting] = []
    var datasets = OrderedNames()
    var entries: [MethodSetting: [String: Entry]] = [:]
    for key in order {
      guard let correlations = newest[key]?.correlations else { continue }
      if entries[key.setting] == nil { settings.append(key.setting) }
      datasets.insert(key.dataset)
      var entry = entries[key.setting, default: [:]][key.dataset] ?? Entry()
      if let number = value.value(correlations) { entry.values.append(number) }
      let isSingle = value == .weightedTau && entry.values.count == 1
      entry.low = isSingle ? correlations.weightedTauLow : nil
      entry.high = isSingle ? correlations.weightedTauHigh : nil
      entry.models = max(entry.models, correlations.models)
      entry.roundingTies = max(entry.roundingTies, correlations.roundingTies)
      entries[key.setting, default: [:]][key.dataset] = entry
    }
    self.value = value
    self.settings = settings.sorted()
    self.datasets = datasets.names.sorted()
    self.entries = entries
  }

  package func entry(_ setting: MethodSetting, _ dataset: String) -> Entry? {
    entries[setting]?[dataset]
  }

  /// The mean over repetitions; nil if there is no run or its value is undefined.
  package func mean(_ setting: MethodSetting, _ dataset: String) -> Double? {
    entries[setting]?[dataset]?.mean
  }

  /// The mean over `datasets`; nil unless every one has a value.
  package func mean(_ setting: MethodSetting, over datasets: [String]) -> Double? {
    let values = datasets.compactMap { mean(setting, $0) }
    guard !values.isEmpty, values.count == datasets.count else { return nil }
    return values.reduce(0, +) / Double(values.count)
  }

  /// Settings without motion, each metric (with its options) once, in order.
  package var bases: [MethodSetting] {
    var seen = Set<MethodSetting>()
    return settings.map(\.base).filter { seen.insert($0).inserted }
  }

  /// The PED settings of a base.
  package func pedSettings(of base: MethodSetting) -> [MethodSetting] {
    settings.filter { $0.ped != nil && $0.base == base }
  }
}

package enum SampleStatistics {
  package static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// With n - 1; nil for fewer than two values.
  package static func standardDeviation(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
