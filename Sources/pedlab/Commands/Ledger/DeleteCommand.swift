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
      pedlab delete 847202224de3
      pedlab delete --experiment demo --where "step_size > 0.5"
      pedlab delete --where "finished_at < 2026-11-01" --all
      """)

  @OptionGroup var choice: RunChoice
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    let runs = try choice.addresses(in: store)
    try store.setDeleted(true, runs)
    try ResultCells.keep(store.experiments(), in: store)
    Messages.say(
      "\(counted(runs.count, "run")) deleted; `pedlab restore` brings back what was deleted.")
  }
}
