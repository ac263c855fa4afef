import FeatureStore
import Findings
import Ledger
import Parallel
import Sweep

/// What pages know of one experiment at one state of the ledger. Values come from the cells that the ledger
/// keeps beside its runs; of 100,000 runs only those are read whose scores are shown.
final class ExperimentResults: Sendable {
  private struct GridKey: Hashable {
    let value: ResultValue
    let without: [String]
  }

  let name: String
  /// Of the latest submission.
  let provenance: Provenance?
  /// What models and datasets are called (`names:` of the plan).
  let names: [String: String]
  /// The file of features that commands can name; nil for templates of several, and where it is not known.
  let store: String?
  /// The latest plan; nil where it is not known, or can no longer be read.
  let plan: Plan?
  private let ledger: LedgerStore
  private let live: LiveResults
  private let looks = OnceCache<Bool, LiveResults.Found>()
  private let cells = OnceCache<Bool, ResultCells>()
  private let grids = OnceCache<GridKey, ResultGrid>(limit: mostGrids)
  private let bars = OnceCache<GridKey, TableBar>(limit: mostGrids)
  private let known = OnceCache<Bool, [String: [String]]>()
  private let truths = OnceCache<Bool, ExperimentRecord>()
  private let tables = OnceCache<Bool, TruthTable>()
  private let tallies = OnceCache<Bool, ExperimentTally?>()

  /// Each is some megabytes at 100,000 runs.
  private static let mostGrids = 16

  /// - Parameter live: what is known of earlier states of the ledger.
  init(_ name: String, _ ledger: LedgerStore, live: LiveResults) throws {
    self.name = name
    self.ledger = ledger
    self.live = live
    provenance = try ledger.provenance(ofExperiment: name)
    let plan = provenance.flatMap { try? Plan.parse($0.resolvedPlan, path: $0.planPath) }
    self.plan = plan
    names = plan?.names ?? [:]
    if case .file(let path) = plan?.storeLocation { store = path } else { store = nil }
  }

  /// The values of all statistics: as the ledger keeps them, or from the runs as they are finished where it
  /// keeps none, because they are being computed.
  func allCells() throws -> ResultCells {
    try cells.value(for: true) {
      let kept = try ResultCells(
        name, in: ledger, statistics: CorrelationStatistic.all.map(\.name))
      return try (kept ?? look().cells).renamed(names)
    }
  }

  private func look() throws -> LiveResults.Found {
    try looks.value(for: true) { try live.look() }
  }

  /// How far it is.
  func tally() throws -> ExperimentTally {
    try tallies.value(for: true) { try ledger.tally(experiment: name) } ?? ExperimentTally()
  }

  /// The results of a value on the datasets that are left.
  func grid(_ value: ResultValue, without: [String] = []) throws -> ResultGrid {
    try grids.value(for: GridKey(value: value, without: without.sorted())) {
      let cells = try chosenCells(ResultGrid.statistics(for: value), without: without)
      guard value.isLater, cells.values(of: value.name).allSatisfy(\.isNaN) else {
        return value == .weightedTau
          ? ResultGrid(cells, value: value)
          : try grid(.weightedTau, without: without).holding(value, of: cells)
      }
      // Runs of an earlier version of the ledger were recorded without it.
      let record = try ExperimentRecord(name: name, runs: ledger.runs(experiment: name)) {
        [ledger] in try ledger.evaluations(of: $0)
      }.withEveryStatistic().renamed(names).without(datasets: Set(without))
      return ResultGrid(record.runs, value: value)
    }
  }

  /// The values of some statistics, without some datasets.
  private func chosenCells(_ statistics: [String], without: [String]) throws -> ResultCells {
    let all = try allCells()
    return without.isEmpty ? all : all.holding(statistics).without(datasets: Set(without))
  }

  /// What a table of a value is to be read against.
  func bar(_ value: ResultValue, without: [String]) throws -> TableBar {
    try bars.value(for: GridKey(value: value, without: without.sorted())) {
      let grid = try grid(value, without: without)
      let shown = ShownSettings(grid)
      let settings = shown.settings
      let scores =
        settings.isEmpty ? [:] : try shown.scores(record(of: settings, without: without))
      return try TableBar(
        grid, chosenCells(TableBar.statistics(beside: value), without: without),
        try table().selecting(datasets: grid.datasets), scores: scores)
    }
  }

  /// The accuracies on all datasets, with the names that are shown.
  private func table() throws -> TruthTable {
    try tables.value(for: true) {
      if let kept = try ResultCells.truth(of: name, in: ledger) { return kept.renamed(names) }
      return try truth().truth(of: allCells().datasetNames)
    }
  }

  /// A run of each dataset with the most accuracies.
  func truth() throws -> ExperimentRecord {
    try truths.value(for: true) {
      let isKept = try ResultCells.truth(of: name, in: ledger) != nil
      return try record(
        isKept ? ledger.fullestRuns(experiment: name) : look().fullest)
    }
  }

  /// The runs of some settings, with the names that are shown.
  func record(of settings: [MethodSetting], without: [String] = []) throws -> ExperimentRecord {
    let specifications = settings.map { setting in
      RunSpecification(
        dataset: "", models: [], metric: setting.metric, metricOptions: setting.options,
        ped: setting.ped,
        sample: setting.samplesPerClass.map { RowSample(perClass: $0, seed: 0) }, inputDigest: "",
        methodVersion: 0)
    }
    return try record(ledger.runs(experiment: name, settings: specifications))
      .without(datasets: Set(without))
  }

  private func record(_ runs: [RecordedRun]) throws -> ExperimentRecord {
    let ledger = ledger
    return try ExperimentRecord(name: name, runs: runs, provenance: provenance) {
      try ledger.evaluations(of: $0)
    }.renamed(names)
  }

  /// The words that columns of text have in it, for the completion of conditions.
  func words() throws -> [String: [String]] {
    try known.value(for: true) {
      let counts = try tally().counts
      return [
        "dataset": Set(counts.map(\.dataset)).sorted(),
        "metric": Set(counts.map(\.metric)).sorted(),
        "motion": ["none", "ped"],
        "status": Set(counts.map(\.status.rawValue)).sorted(),
      ]
    }
  }

  /// That runs are not finished; nil where all are.
  func incomplete() throws -> String? {
    try allCells().unfinished.incomplete(finished: tally().statuses[.finished] ?? 0)
  }

  /// What tables must admit; nil where all runs are finished and asked for, and nothing of the features is
  /// doubtful.
  func leftOut() throws -> String? {
    let sentences = [
      try incomplete(), try allCells().unfinished.sentence(experiment: name),
      try SupersededRuns(tally().superseded).sentence(experiment: name), provenance?.doubtSentence,
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
