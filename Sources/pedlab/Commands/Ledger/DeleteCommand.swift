import ArgumentParser
import Findings
import Ledger
import Wording

/// `pedlab delete`.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Hide runs; `restore` brings them back, `gc` removes them for good.",
    discussion: """
      EXAMPLES
        pedlab delete 847202224de3
        pedlab delete --experiment demo --where "step_size > 0.5"
        pedlab delete --where "finished_at < 2026-11-01" --all
      """)

  @OptionGroup var choice: RunChoice
  @OptionGroup var ledger: LedgerOption

  @Flag(help: "With --experiment: also runs that other experiments have too, which lose them.")
  var shared = false

  func run() throws {
    let store = try ledger.existing()
    let runs = try choice.addresses(in: store)
    try checkSharing(runs, in: store)
    try store.setDeleted(true, runs)
    try ResultCells.keep(store.experiments(), in: store)
    Messages.say(
      "\(counted(runs.count, "run")) deleted; `pedlab restore` brings back what was deleted.")
  }

  /// An experiment that is not named does not lose runs in silence.
  private func checkSharing(_ runs: [RunAddress], in store: LedgerStore) throws {
    guard let experiment = choice.experiment, !shared else { return }
    let others = try store.sharing(of: runs, beside: experiment).sorted { $0.key < $1.key }
    guard !others.isEmpty else { return }
    let names = others.map { "\($0.key) (\(counted($0.value, "run")))" }
    throw ValidationError(
      "other experiments have some of these runs too: \(listed(names)). They would lose them; "
        + "--shared deletes them nevertheless")
  }
}
