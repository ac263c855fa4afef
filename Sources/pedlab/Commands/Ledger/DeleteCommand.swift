import ArgumentParser
import Findings
import Ledger
import Wording

/// `pedlab delete`.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Hide runs; `restore` brings them back, `gc` removes them for good.")
  @Argument(help: "Runs.") var runs: [String]
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    try store.setDeleted(true, runs.map(store.address))
    Messages.say(
      "\(counted(runs.count, "run")) deleted; `pedlab restore` brings back what was deleted.")
  }
}
