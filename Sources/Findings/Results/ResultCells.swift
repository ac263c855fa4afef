import Ledger

/// The values of an experiment's current runs in the shape of tables: by setting, dataset and
/// repetition. It is what a ledger keeps beside the runs (``LedgerStore/keepCells(of:_:)``), so that a
/// table over 100,000 of them need not read each.
///
/// Of the runs that count (``NewestRuns``), and of those that are not finished as many as there are.
package struct ResultCells: Sendable, Equatable {
  /// The repetitions (seeds) of one setting on one dataset.
  struct Cell: Sendable, Equatable {
    var repetitions = 0
    /// Models with an accuracy, and models with a score: the fewest of any repetition.
    var accuracies = Int.max
    var models = Int.max
    /// The most of any repetition.
    var roundingTies = 0
  }

  /// Sorted, so that nothing depends on the order in which runs ended.
  let settings: [MethodSetting]
  let datasets: [String]
  /// By setting, then dataset; a cell without repetitions has no run.
  let cells: [Cell]
  /// By statistic: a value of each repetition, cell by cell; NaN where it is undefined.
  let values: [String: [Double]]
  /// The runs that are not among the values.
  package let unfinished: UnfinishedRuns

  /// The values of a statistic, cell by cell; none if they were not read.
  package func values(of statistic: String) -> [Double] { values[statistic, default: []] }

  /// Whether no run is finished.
  package var isEmpty: Bool { settings.isEmpty }

  init(
    settings: [MethodSetting], datasets: [String], cells: [Cell], values: [String: [Double]],
    unfinished: UnfinishedRuns
  ) {
    precondition(
      cells.count == settings.count * datasets.count,
      "\(cells.count) cells of \(settings.count) settings on \(datasets.count) datasets")
    self.settings = settings
    self.datasets = datasets
    self.cells = cells
    self.values = values
    self.unfinished = unfinished
  }

  /// - Parameter runs: of one experiment, finished or not.
  package init(_ runs: [RecordedRun]) {
    let newest = NewestRuns.of(runs)
    let datasets = Set(newest.map(\.specification.dataset)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(datasets, datasets.indices))
    var rows: [MethodSetting: [[Int]]] = [:]
    let none: [[Int]] = Array(repeating: [], count: datasets.count)
    for (index, run) in newest.enumerated() {
      guard let place = places[run.specification.dataset] else { continue }
      rows[MethodSetting(run.specification), default: none][place].append(index)
    }
    let settings = rows.keys.sorted()
    let repetitions = settings.flatMap { rows[$0, default: none] }
    let correlations = repetitions.map { $0.compactMap { newest[$0].correlations } }
    self.init(
      settings: settings, datasets: datasets, cells: correlations.map(Cell.init),
      values: Dictionary(
        uniqueKeysWithValues: CorrelationStatistic.all.map { statistic in
          (statistic.name, correlations.joined().map { statistic.value(of: $0) ?? .nan })
        }),
      unfinished: UnfinishedRuns(runs))
  }
}

extension ResultCells.Cell {
  fileprivate init(_ repetitions: [Correlations]) {
    for correlations in repetitions {
      self.repetitions += 1
      accuracies = min(accuracies, correlations.accuracies)
      models = min(models, correlations.models)
      roundingTies = max(roundingTies, correlations.roundingTies)
    }
  }
}
