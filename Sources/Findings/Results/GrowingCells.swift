import Ledger

/// ``ResultCells`` of runs that are taken in one after another as they are finished: a table over a running
/// sweep need not read all runs again whenever one more is done.
package struct GrowingCells {
  /// What runs agree in that are states of one result.
  private struct Key: Hashable {
    let setting: Int
    let dataset: Int
    let seed: Int?
    let sampleSeed: Int?
  }

  private struct Run {
    let key: Key
    let row: Int64
    let id: String
    let createdAt: Double
    let repetition: ResultCells.Repetition
  }

  private var settings: [ResultCells.Setting] = []
  private var settingPlaces: [MethodSetting: Int] = [:]
  private var datasets: [String] = []
  private var datasetPlaces: [String: Int] = [:]
  private var runs: [Run] = []
  /// By statistic, run by run; NaN where it is undefined.
  private var values: [[Double]] = CorrelationStatistic.all.map { _ in [] }
  private var places: [Key: Int] = [:]
  /// Of each dataset the run with the most accuracies, the oldest of equals.
  package private(set) var fullest: [String: RecordedRun] = [:]

  /// No run is taken in yet.
  package init() {}

  /// - Parameter run: finished; it counts as ``NewestRuns`` says.
  package mutating func add(_ run: RecordedRun) {
    guard let correlations = run.correlations else { return }
    let specification = run.specification
    keepFullest(run, correlations)
    let key = Key(
      setting: place(of: run), dataset: place(of: specification.dataset),
      seed: specification.seed, sampleSeed: specification.sample?.seed)
    let own = Run(
      key: key, row: run.row, id: run.id, createdAt: run.createdAt,
      repetition: ResultCells.Repetition(correlations, specification))
    let numbers = CorrelationStatistic.all.map { $0.value(of: correlations) ?? .nan }
    guard let known = places[key] else {
      places[key] = runs.count
      runs.append(own)
      for (index, number) in numbers.enumerated() { values[index].append(number) }
      return
    }
    let other = runs[known]
    guard (other.createdAt, other.id) <= (own.createdAt, own.id) else { return }
    runs[known] = own
    for (index, number) in numbers.enumerated() { values[index][known] = number }
  }

  private mutating func keepFullest(_ run: RecordedRun, _ correlations: Correlations) {
    guard correlations.weightedTau != nil else { return }
    let dataset = run.specification.dataset
    if let known = fullest[dataset], let most = known.correlations?.accuracies,
      (most, -known.row) > (correlations.accuracies, -run.row)
    {
      return
    }
    fullest[dataset] = run
  }

  private mutating func place(of run: RecordedRun) -> Int {
    let method = MethodSetting(run.specification)
    if let known = settingPlaces[method] { return known }
    settingPlaces[method] = settings.count
    settings.append(ResultCells.Setting(method: method, number: run.setting))
    return settings.count - 1
  }

  private mutating func place(of dataset: String) -> Int {
    if let known = datasetPlaces[dataset] { return known }
    datasetPlaces[dataset] = datasets.count
    datasets.append(dataset)
    return datasets.count - 1
  }

  /// - Parameter open: the runs that are not finished.
  package func cells(open: some Sequence<FollowedRuns.Open>) -> ResultCells {
    let settingOrder = settings.indices.sorted { settings[$0].method < settings[$1].method }
    let datasetOrder = datasets.indices.sorted { datasets[$0] < datasets[$1] }
    let order = order(Self.ranks(settingOrder), Self.ranks(datasetOrder))
    return ResultCells(
      settings: settingOrder.map { settings[$0] }, datasets: datasetOrder.map { datasets[$0] },
      counts: order.counts, repetitions: order.runs.map { runs[$0].repetition },
      values: Dictionary(
        uniqueKeysWithValues: zip(CorrelationStatistic.all, values).map { statistic, values in
          (statistic.name, order.runs.map { values[$0] })
        }),
      unfinished: UnfinishedRuns(open: open))
  }

  /// Runs cell by cell, those of a cell by their seeds, and how many each cell has.
  ///
  /// - Parameters: the rank of each setting and dataset.
  private func order(
    _ settingRanks: [Int], _ datasetRanks: [Int]
  ) -> (runs: [Int], counts: [Int]) {
    var counts = Array(repeating: 0, count: settings.count * datasets.count)
    let cells = runs.map { run in
      settingRanks[run.key.setting] * datasets.count + datasetRanks[run.key.dataset]
    }
    for cell in cells { counts[cell] += 1 }
    // Each cell's place first: of 100,000 runs few share one.
    var next = 0
    var starts = counts.map { count in
      defer { next += count }
      return next
    }
    var order = Array(repeating: 0, count: runs.count)
    for (run, cell) in cells.enumerated() {
      order[starts[cell]] = run
      starts[cell] += 1
    }
    for (cell, count) in counts.enumerated() where count > 1 {
      order[starts[cell] - count..<starts[cell]].sort { left, right in
        let (a, b) = (runs[left], runs[right])
        return (a.key.seed ?? -1, a.key.sampleSeed ?? -1, a.row)
          < (b.key.seed ?? -1, b.key.sampleSeed ?? -1, b.row)
      }
    }
    return (order, counts)
  }

  /// The place of each in an order.
  private static func ranks(_ order: [Int]) -> [Int] {
    var ranks = order
    for (rank, place) in order.enumerated() { ranks[place] = rank }
    return ranks
  }
}
