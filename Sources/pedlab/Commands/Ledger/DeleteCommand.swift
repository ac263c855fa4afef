import ArgumentParser
import Findings
import Ledger

/// `pedlab delete`.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Hide runs. `restore` takes it back, `gc` makes it final.")
  @Argument(help: "Runs.") var runs: [String]
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    try store.setDeleted(true, runs.map(store.address))
    Messages.say("\(runs.count) deleted; `pedlab restore` takes it back.")
  }
}
