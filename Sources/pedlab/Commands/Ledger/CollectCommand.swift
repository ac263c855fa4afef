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
    try LedgerCommandSupport.reporting {
      let store = try ledger.existing()
      var query = RunQuery()
      query.includesDeleted = true
      let count = try store.runs(query).count { $0.isDeleted }
      guard count > 0 else { return LedgerCommandSupport.say("No run is deleted.") }
      if !yes {
        LedgerCommandSupport.say("Remove \(count) deleted runs of \(ledger.path) for good? [y/N]")
        guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
          return LedgerCommandSupport.say("Nothing was removed.")
        }
      }
      LedgerCommandSupport.say("\(try store.removeDeleted()) runs removed.")
    }
  }
}
