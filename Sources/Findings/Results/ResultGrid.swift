import Ledger

/// The values of an experiment's finished runs, by setting and dataset, repetitions together.
package struct ResultGrid: Sendable {
  /// The repetitions (seeds) of one setting on one dataset.
  package struct Entry: Sendable, Equatable {
    /// The first repetition; nil in a grid that was made without runs.
    package let run: RecordedRun?
    /// One for each repetition.
    package let values: [Double]
    /// Interval of the only repetition; nil with several.
    package private(set) var low: Double?
    /// The upper end of the interval; nil without one.
    package private(set) var high: Double?
    /// The most of any repetition.
    package let roundingTies: Int

    /// - Parameters:
    ///   - values: of each repetition; NaN where it is undefined.
    ///   - interval: of the first of them.
    init(
      _ cell: ResultCells.Cell, _ values: ArraySlice<Double>,
      interval: (low: Double, high: Double)?,
      run: RecordedRun?
    ) {
      self.run = run
      self.values = values.filter { !$0.isNaN }
      if let interval, cell.repetitions == 1, !self.values.isEmpty {
        low = interval.low.isNaN ? nil : interval.low
        high = interval.high.isNaN ? nil : interval.high
      }
      roundingTies = cell.roundingTies
      accuracies = cell.accuracies
      models = cell.models
    }

    /// Models with an accuracy, and models with a score: the fewest of any repetition.
    package let accuracies: Int
    /// Models with a score, the fewest of any repetition.
    package let models: Int

    /// nil where there is a value.
    package var missing: MissingValue? {
      MissingValue(accuracies: accuracies, hasValue: !values.isEmpty)
    }

    /// Of the values; nil if there are none.
    package var mean: Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Sample standard deviation (n - 1); nil with fewer than two repetitions.
    package var sd: Double? { SampleStatistics.standardDeviation(values) }
  }

  /// What the grid holds.
  package private(set) var value: ResultValue
  /// Sorted, so that nothing depends on the order in which runs ended.
  package let settings: [MethodSetting]
  /// In the order in which they are shown.
  package let datasets: [String]
  /// Settings without motion, each metric (with its options) once, in order; without those that differ
  /// from others in weights alone.
  package let bases: [MethodSetting]
  /// The combinations of metrics whose weights are chosen among several.
  package let weightFamilies: [WeightFamily]
  /// The places of a base's settings, which come one after another.
  private let groups: [MethodSetting: Range<Int>]
  /// Of all metrics the setting of PED that stands for the official defaults: they themselves where any
  /// metric was run with them, else the nearest; nil without PED.
  package let nearestToOfficial: PEDParameters?
  /// The place of a setting.
  private let places: [MethodSetting: Int]
  private let cells: [ResultCells.Cell]
  private var firstRuns: FirstRuns?
  /// By cell: whether it is over fewer models than another setting of PED of its base on that dataset.
  private let isOverFewer: [Bool]
  /// The place of the first repetition of each cell among the numbers.
  private let starts: [Int]
  /// The values, and where there are intervals their low and high ends.
  private var numbers: [[Double]]

  /// Of the runs that count (``NewestRuns``).
  package init(_ runs: [RecordedRun], value: ResultValue = .weightedTau) {
    self.init(ResultCells(runs), value: value)
    firstRuns = FirstRuns(runs)
  }

  /// - Parameter cells: with the values of ``statistics(for:)``.
  package init(_ cells: ResultCells, value: ResultValue = .weightedTau) {
    self.value = value
    settings = cells.settings.map(\.method)
    datasets = cells.datasets
    self.cells = cells.cells
    numbers = Self.numbers(cells, value)
    var next = 0
    starts = cells.cells.map { cell in
      defer { next += cell.repetitions }
      return next
    }
    places = Dictionary(uniqueKeysWithValues: zip(settings, settings.indices))
    let (all, groups) = Self.grouped(settings)
    isOverFewer = Self.overFewer(cells, settings, groups)
    self.groups = groups
    nearestToOfficial = PEDParameters.nearestToOfficial(settings.compactMap(\.ped))
    weightFamilies = WeightFamily.all(all)
    let weighted = Set(
      weightFamilies.flatMap { family in
        family.candidates.filter { $0 != family.equal }
      })
    bases = all.filter { !weighted.contains($0) }
  }

  /// Another value of the same cells: all but the numbers is shared.
  ///
  /// - Parameter cells: those that this grid was made of; of others it is made anew.
  package func holding(_ value: ResultValue, of cells: ResultCells) -> ResultGrid {
    guard cells.cells == self.cells, cells.datasets == datasets,
      cells.settings.count == settings.count
    else { return ResultGrid(cells, value: value) }
    var other = self
    other.value = value
    other.numbers = Self.numbers(cells, value)
    return other
  }

  private static func numbers(_ cells: ResultCells, _ value: ResultValue) -> [[Double]] {
    let numbers = statistics(for: value).map { cells.values(of: $0) }
    precondition(
      numbers.allSatisfy { $0.count == cells.repetitions.count },
      "\(cells.repetitions.count) repetitions, and not as many values of \(value.name)")
    return numbers
  }

  private static func grouped(
    _ settings: [MethodSetting]
  ) -> ([MethodSetting], [MethodSetting: Range<Int>]) {
    var bases: [MethodSetting] = []
    var groups: [MethodSetting: Range<Int>] = [:]
    var start = 0
    for index in settings.indices {
      let isLast = index + 1 == settings.count
      guard isLast || !settings[index].isOfSameBase(as: settings[index + 1]) else { continue }
      bases.append(settings[index].base)
      groups[settings[index].base] = start..<index + 1
      start = index + 1
    }
    return (bases, groups)
  }

  /// Of settings of PED, since with it and without it are compared apart (``baseline(of:)``).
  private static func overFewer(
    _ cells: ResultCells, _ settings: [MethodSetting], _ groups: [MethodSetting: Range<Int>]
  ) -> [Bool] {
    let datasets = cells.datasets.count
    var found = Array(repeating: false, count: cells.cells.count)
    for group in groups.values {
      let moved = group.filter { settings[$0].ped != nil }
      guard moved.count > 1 else { continue }
      for dataset in 0..<datasets {
        let places = moved.map { $0 * datasets + dataset }
          .filter { cells.cells[$0].repetitions > 0 }
        let most = places.map { cells.cells[$0].accuracies }.max() ?? 0
        for place in places where cells.cells[place].accuracies < most { found[place] = true }
      }
    }
    return found
  }

  /// How many settings of PED of a base are over fewer models than others on some dataset: there they have
  /// no value that compares.
  package func countOverFewer(of base: MethodSetting) -> Int {
    guard let group = groups[base] else { return 0 }
    return group.count { setting in
      datasets.indices.contains { isOverFewer[setting * datasets.count + $0] }
    }
  }

  /// The values without PED that compare with those behind it: nil on datasets where they are over other
  /// models than PED's.
  package func baseline(of base: MethodSetting) -> [Double?] {
    let own = entries(base)
    let moved = pedPlaces(of: base)
    return datasets.indices.map { dataset in
      guard let entry = own[dataset], let value = entry.mean else { return nil }
      var most: Int?
      for place in moved {
        let cell = cells[place * datasets.count + dataset]
        if cell.repetitions > 0 { most = max(most ?? 0, cell.accuracies) }
      }
      return most == nil || most == entry.accuracies ? value : nil
    }
  }

  /// The statistics that a grid of some values is made of: these, and the ends of their interval where
  /// there is one.
  package static func statistics(for value: ResultValue) -> [String] {
    value == .weightedTau
      ? [value.name, "weighted_tau_low", "weighted_tau_high"] : [value.name]
  }

  /// What is there of a setting, in the order of ``datasets``.
  package func entries(_ setting: MethodSetting) -> [Entry?] {
    let place = places[setting]
    return datasets.indices.map { dataset in
      place.flatMap { entry($0 * datasets.count + dataset) }
    }
  }

  private func entry(_ cell: Int) -> Entry? {
    let count = cells[cell].repetitions
    guard count > 0 else { return nil }
    let start = starts[cell]
    return Entry(
      cells[cell], numbers[0][start..<start + count],
      interval: numbers.count == 1 ? nil : (numbers[1][start], numbers[2][start]),
      run: firstRuns?.run(settings[cell / datasets.count], datasets[cell % datasets.count]))
  }

  /// The means over repetitions that can be compared with those of the base's other settings of PED, in the
  /// order of ``datasets``; nil where there is no run, its value is undefined, or it is over fewer models
  /// than theirs.
  package func values(_ setting: MethodSetting) -> [Double?] {
    let place = places[setting]
    return datasets.indices.map { dataset in place.flatMap { value(at: $0, dataset) } }
  }

  /// The same of the setting at a place of ``settings``, on the dataset at a place of ``datasets``.
  func value(at setting: Int, _ dataset: Int) -> Double? {
    mean(setting * datasets.count + dataset)
  }

  /// ``Entry/mean`` of a cell, without the entry: a choice among settings asks for each.
  private func mean(_ cell: Int) -> Double? {
    guard !isOverFewer[cell] else { return nil }
    var (sum, count) = (0.0, 0)
    for value in numbers[0][starts[cell]..<starts[cell] + cells[cell].repetitions]
    where !value.isNaN {
      sum += value
      count += 1
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// The results of a setting on a dataset; nil if there are none.
  package func entry(_ setting: MethodSetting, _ dataset: String) -> Entry? {
    guard let place = places[setting], let column = datasets.firstIndex(of: dataset) else {
      return nil
    }
    return entry(place * datasets.count + column)
  }

  /// The mean over `datasets`; nil unless every one has a value.
  package func mean(_ setting: MethodSetting, over datasets: [String]) -> Double? {
    let values = datasets.compactMap { entry(setting, $0)?.mean }
    return values.count == datasets.count ? SampleStatistics.mean(values) : nil
  }

  /// The PED settings of a base.
  package func pedSettings(of base: MethodSetting) -> [MethodSetting] {
    Array(settings[pedPlaces(of: base)])
  }

  /// Their places among ``settings``.
  func pedPlaces(of base: MethodSetting) -> Range<Int> {
    guard let group = groups[base] else { return 0..<0 }
    // Without motion comes first, once.
    return settings[group.lowerBound].ped == nil ? group.dropFirst() : group
  }

  /// How many there are.
  package func pedSettingCount(of base: MethodSetting) -> Int { pedPlaces(of: base).count }
}
