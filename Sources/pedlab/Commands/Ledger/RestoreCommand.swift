import ArgumentParser
import Findings
import Ledger
import Wording

/// `pedlab restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring back deleted runs.",
    discussion: """
      EXAMPLES
        pedlab restore 847202224de3
        pedlab restore --experiment demo
      """)

  @OptionGroup var choice: RunChoice
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    let runs = try choice.addresses(in: store, areDeleted: true)
    try store.setDeleted(false, runs)
    try ResultCells.keep(store.experiments(), in: store)
    Messages.say("\(counted(runs.count, "run")) restored.")
  }
}
