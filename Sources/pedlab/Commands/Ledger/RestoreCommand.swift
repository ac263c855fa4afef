import ArgumentParser
import Findings
import Ledger

/// `pedlab restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring back deleted runs.")
  @Argument(help: "Runs.") var runs: [String]
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    try store.setDeleted(false, runs.map(store.address))
  }
}
