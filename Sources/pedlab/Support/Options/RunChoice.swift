import ArgumentParser
import Ledger

/// Which runs a command changes: those that are named, or those of an experiment, of a setting, or for
/// which a condition holds.
struct RunChoice: ParsableArguments {
  @Argument(help: "Runs: their ids, or the first digits.")
  var runs: [String] = []

  @Option(help: "In place of ids: the runs of this experiment.")
  var experiment: String?

  @Option(name: .customLong("where"), help: "In place of ids: runs for which a condition holds.")
  var condition: String?

  @Option(help: "Only the setting with this number in the experiment (`pedlab runs EXPERIMENT`).")
  var setting: Int?

  @Flag(help: "Superseded runs too, with --experiment or --where.")
  var all = false

  private var isQuery: Bool { experiment != nil || condition != nil || setting != nil }

  func validate() throws {
    guard runs.isEmpty == isQuery else {
      throw ValidationError(
        isQuery
          ? "name runs, or give --experiment or --where; not both"
          : "name runs, or give --experiment or --where")
    }
    if setting != nil, experiment == nil {
      throw ValidationError(
        "--setting needs --experiment: each experiment numbers its own settings")
    }
  }

  /// - Parameter areDeleted: which of the runs that a query finds count.
  /// - Throws: ``LedgerError`` for an id that is none or ambiguous; ``NameError`` for an unknown
  ///   experiment; `ValidationError` if a query finds nothing.
  func addresses(in store: LedgerStore, areDeleted: Bool = false) throws -> [RunAddress] {
    guard isQuery else { return try runs.map(store.address) }
    try ExperimentName.check(experiment, in: store)
    var query = RunQuery(experiment: experiment, includesSuperseded: all)
    query.settings = setting.map { [$0] }
    query.condition = try condition.map(RunColumn.condition)
    query.includesDeleted = areDeleted
    let found = try store.runs(query).filter { $0.isDeleted == areDeleted }
    guard !found.isEmpty else {
      throw ValidationError(
        "there is no \(areDeleted ? "deleted " : "")run like that"
          + (all ? "" : " among the current ones; --all takes superseded ones too"))
    }
    return found.map(\.address)
  }
}
