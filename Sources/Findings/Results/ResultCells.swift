import Ledger

/// The values of an experiment's current runs in the shape of tables: by setting, dataset and
/// repetition. It is what a ledger keeps beside the runs (``LedgerStore/keepCells(of:_:)``), so that a
/// table over 100,000 of them need not read each.
///
/// Of the runs that count (``NewestRuns``), and of those that are not finished as many as there are.
package struct ResultCells: Sendable, Equatable {
  /// A setting, and the number by which people name it in its experiment.
  struct Setting: Sendable, Equatable {
    let method: MethodSetting
    /// nil where the ledger has none.
    let number: Int?
  }

  /// One run.
  struct Repetition: Sendable, Equatable {
    /// Of the metric.
    var seed: Int?
    /// Of the rows that are drawn; nil: all rows.
    var sampleSeed: Int?
    /// Models with an accuracy, and models with a score.
    var accuracies: Int
    var models: Int
    var roundingTies: Int
  }

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
  let settings: [Setting]
  let datasets: [String]
  /// By setting, then dataset; a cell without repetitions has no run.
  let cells: [Cell]
  /// Cell by cell.
  let repetitions: [Repetition]
  /// By statistic: a value of each repetition; NaN where it is undefined.
  let values: [String: [Double]]
  /// The runs that are not among the values.
  package let unfinished: UnfinishedRuns

  /// The values of a statistic, cell by cell; none if they were not read.
  package func values(of statistic: String) -> [Double] { values[statistic, default: []] }

  /// Whether no run is finished.
  package var isEmpty: Bool { settings.isEmpty }

  /// The names of the datasets, sorted.
  package var datasetNames: [String] { datasets }

  /// - Parameter counts: the repetitions of each setting on each dataset.
  init(
    settings: [Setting], datasets: [String], counts: [Int], repetitions: [Repetition],
    values: [String: [Double]], unfinished: UnfinishedRuns
  ) {
    precondition(
      counts.count == settings.count * datasets.count,
      "\(counts.count) cells of \(settings.count) settings on \(datasets.count) datasets")
    precondition(
      counts.reduce(0, +) == repetitions.count,
      "\(repetitions.count) repetitions, and \(counts.reduce(0, +)) in cells")
    self.settings = settings
    self.datasets = datasets
    self.repetitions = repetitions
    self.values = values
    self.unfinished = unfinished
    var start = 0
    cells = counts.map { count in
      defer { start += count }
      return Cell(repetitions[start..<start + count])
    }
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
    let methods = rows.keys.sorted()
    let cells = methods.flatMap { rows[$0, default: none] }
    let ordered = cells.joined().compactMap { index in
      newest[index].correlations.map { (specification: newest[index].specification, found: $0) }
    }
    self.init(
      settings: methods.map { method in
        Setting(
          method: method,
          number: rows[method, default: none].joined().first.flatMap { newest[$0].setting })
      }, datasets: datasets, counts: cells.map(\.count),
      repetitions: ordered.map { Repetition($0.found, $0.specification) },
      values: Dictionary(
        uniqueKeysWithValues: CorrelationStatistic.all.map { statistic in
          (statistic.name, ordered.map { statistic.value(of: $0.found) ?? .nan })
        }),
      unfinished: UnfinishedRuns(runs))
  }
}

extension ResultCells.Repetition {
  init(_ correlations: Correlations, _ run: RunSpecification) {
    self.init(
      seed: run.seed, sampleSeed: run.sample?.seed, accuracies: correlations.accuracies,
      models: correlations.models,
      roundingTies: correlations.roundingTies)
  }
}

extension ResultCells.Cell {
  fileprivate init(_ repetitions: ArraySlice<ResultCells.Repetition>) {
    for repetition in repetitions {
      self.repetitions += 1
      accuracies = min(accuracies, repetition.accuracies)
      models = min(models, repetition.models)
      roundingTies = max(roundingTies, repetition.roundingTies)
    }
  }
}
