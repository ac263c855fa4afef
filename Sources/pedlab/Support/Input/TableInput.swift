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

  /// What is wanted of an experiment.
  struct Request {
    let experiment: String
    let ledger: String
    let value: ResultValue
    /// Shown as well.
    let others: [ResultValue]
    let condition: String?
    let setting: Int?
    let wantsBar: Bool
  }

  /// - Throws: as ``FindingsInput/record(of:ledger:condition:setting:)``.
  static func read(_ request: Request) throws -> TableInput {
    if let kept = try kept(request) { return kept }
    var record = try FindingsInput.record(
      of: request.experiment, ledger: request.ledger, condition: request.condition,
      setting: request.setting)
    if request.value.isLater || request.wantsBar { record = try record.withEveryStatistic() }
    let cells = ResultCells(record.runs + record.unfinishedRuns)
    return TableInput(
      cells: cells, displayNames: record.displayNames,
      bar: request.wantsBar
        ? TableBar(
          cells, try record.truth(of: cells.datasetNames), beside: request.value,
          scores: try TableBar.scores(record, ResultGrid(cells, value: request.value))) : nil)
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
    return TableInput(
      cells: cells,
      displayNames: try store.provenance(ofExperiment: request.experiment)?.displayNames ?? [:],
      bar: try truth.map {
        TableBar(
          cells, $0.selecting(datasets: cells.datasetNames), beside: request.value,
          scores: try scores(cells, request, store))
      })
  }

  /// Reads the runs of the settings that are shown alone.
  private static func scores(
    _ cells: ResultCells, _ request: Request, _ store: LedgerStore
  ) throws -> [MethodSetting: [String: RunScores]] {
    let runs = try store.runs(
      experiment: request.experiment, numbers: TableBar.numbers(cells, request.value))
    let record = ExperimentRecord(name: request.experiment, runs: runs) {
      try store.evaluations(of: $0)
    }
    return try TableBar.scores(record, ResultGrid(cells, value: request.value))
  }
}
