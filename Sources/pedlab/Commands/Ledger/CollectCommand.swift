import ArgumentParser
import Findings
import Ledger
import Wording

/// `pedlab gc`.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Remove deleted runs for good.",
    discussion: """
      EXAMPLES
        pedlab gc
        pedlab gc --yes
      """)
  @Flag(help: "Do not ask.") var yes = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    var query = RunQuery()
    query.includesDeleted = true
    let count = try store.runs(query).count { $0.isDeleted }
    guard count > 0 else { return Messages.say("There are no deleted runs to remove.") }
    if !yes {
      Messages.say(
        "Remove \(counted(count, "deleted run")) from \(ledger.path) for good? [y/N]")
      guard ["y", "yes"].contains((readLine() ?? "").lowercased()) else {
        return Messages.say("Nothing was removed.")
      }
    }
    Messages.say("\(counted(try store.removeDeleted(), "run")) removed.")
  }
}
