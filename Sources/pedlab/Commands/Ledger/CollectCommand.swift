import ArgumentParser
import Findings
import Ledger

/// `pedlab gc`.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Remove deleted runs for good.")
  @Flag(help: "Do not ask.") var yes = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    var query = RunQuery()
    query.includesDeleted = true
    let count = try store.runs(query).count { $0.isDeleted }
    guard count > 0 else { return Messages.say("No run is deleted.") }
    if !yes {
      Messages.say("Remove \(count) deleted runs of \(ledger.path) for good? [y/N]")
      guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
        return Messages.say("Nothing was removed.")
      }
    }
    Messages.say("\(try store.removeDeleted()) runs removed.")
  }
}
