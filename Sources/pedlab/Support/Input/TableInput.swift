import Conditions
import Findings
import Ledger

/// What a table is made of: from what the ledger keeps beside the runs, or where that does not do from the
/// runs themselves.
struct TableInput {
  let cells: ResultCells
  /// The names that the plan gives.
  let displayNames: [String: String]
  /// nil unless it is asked for.
  let bar: TableBar?
  /// What the table must admit: of the features, and last of runs that are not finished.
  let leftOut: [String]
  /// Earlier runs that the plan no longer asks for.
  private let superseded: SupersededRuns

  /// What is wanted of an experiment.
  struct Request {
    let experiment: String
    let ledger: String
    /// " --ledger FILE" where one was given.
    let named: String
    let value: ResultValue
    /// Shown as well.
    let others: [ResultValue]
    let condition: String?
    let setting: Int?
    let wantsBar: Bool
  }

  /// - Throws: as ``FindingsInput/record(of:ledger:named:condition:setting:)``.
  static func read(_ request: Request) throws -> TableInput {
    let input = try kept(request) ?? ofRuns(request)
    // On standard error: the table itself is that of a ledger without the earlier runs.
    let sentence = input.superseded.sentence(
      experiment: request.experiment, named: request.named)
    if let sentence {
      Messages.say("note: \(sentence)")
    }
    return input
  }

  private static func ofRuns(_ request: Request) throws -> TableInput {
    var record = try FindingsInput.record(
      of: request.experiment, ledger: request.ledger, named: request.named,
      condition: request.condition, setting: request.setting)
    if request.value.isLater || request.wantsBar { record = try record.withEveryStatistic() }
    let cells = ResultCells(record.runs + record.unfinishedRuns)
    return TableInput(
      cells: cells, displayNames: record.displayNames,
      bar: try request.wantsBar
        ? bar(cells, record.truth(of: cells.datasetNames), request) { _ in record } : nil,
      leftOut: leftOut(
        request.experiment, cells.unfinished, finished: record.runs.count,
        doubts: record.provenance?.doubtSentence),
      superseded: SupersededRuns(record.superseded))
  }

  private static func leftOut(
    _ experiment: String, _ unfinished: UnfinishedRuns, finished: Int, doubts: String?
  ) -> [String] {
    let open = [
      unfinished.incomplete(finished: finished), unfinished.sentence(experiment: experiment),
    ].compactMap(\.self).joined(separator: " ")
    return [doubts, open].compactMap(\.self).filter { !$0.isEmpty }
  }

  /// nil if the ledger keeps nothing, no run is finished, or the condition is over what only runs have.
  private static func kept(_ request: Request) throws -> TableInput? {
    let condition = try request.condition.map(RunColumn.condition)
    guard let named = condition.map(ResultCells.statistics) ?? [] else { return nil }
    let statistics =
      ([request.value] + request.others).flatMap(ResultGrid.statistics) + named
      + (request.wantsBar ? TableBar.statistics(beside: request.value) : [])
    let store = try LedgerStore(path: request.ledger, mode: .readOnly)
    guard
      var cells = try ResultCells(
        request.experiment, in: store, statistics: Set(statistics).sorted())
    else { return nil }
    // Which of the runs that are not finished are meant, only the runs tell.
    let isPart = condition != nil || request.setting != nil
    guard !isPart || cells.unfinished.isEmpty else { return nil }
    if let condition { cells = cells.choosing(condition) }
    guard !cells.isEmpty else { return nil }
    if let setting = request.setting { cells = try cells.choosing(setting: setting) }
    let truth =
      request.wantsBar ? try ResultCells.truth(of: request.experiment, in: store) : nil
    guard !request.wantsBar || truth != nil else { return nil }
    let provenance = try store.provenance(ofExperiment: request.experiment)
    return TableInput(
      cells: cells, displayNames: provenance?.displayNames ?? [:],
      bar: try truth.map {
        try bar(cells, $0.selecting(datasets: cells.datasetNames), request) { shown in
          // The runs of the settings that are shown alone.
          let runs = try store.runs(
            experiment: request.experiment, numbers: shown.numbers(cells))
          return ExperimentRecord(name: request.experiment, runs: runs) {
            try store.evaluations(of: $0)
          }
        }
      },
      leftOut: leftOut(
        request.experiment, cells.unfinished,
        finished: try store.tally(experiment: request.experiment)?.statuses[.finished] ?? 0,
        doubts: provenance?.doubtSentence),
      superseded: SupersededRuns(
        try store.supersededCount(experiment: request.experiment)))
  }

  /// - Parameter record: with the runs of the settings that are shown, at least.
  private static func bar(
    _ cells: ResultCells, _ truth: TruthTable, _ request: Request,
    record: (ShownSettings) throws -> ExperimentRecord
  ) throws -> TableBar {
    let grid = ResultGrid(cells, value: request.value)
    let shown = ShownSettings(grid)
    return try TableBar(
      grid, cells, truth, scores: shown.settings.isEmpty ? [:] : shown.scores(record(shown)))
  }
}
