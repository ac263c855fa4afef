import ArgumentParser
import Findings
import Ledger

/// `pedlab rename`.
struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give an experiment another name.",
    discussion: """
      EXAMPLES
        pedlab rename first step-size
      """)

  @Argument(help: "The name that it has.") var experiment: String
  @Argument(help: "The name that it gets.") var name: String
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard !name.isEmpty else { throw ValidationError("the new name is empty") }
  }

  func run() throws {
    let store = try ledger.existing()
    try ExperimentName.check(experiment, in: store)
    guard try store.rename(experiment: experiment, to: name) else {
      throw ValidationError("the ledger \(store.path) has an experiment \"\(name)\" already")
    }
    Messages.say(
      "\(experiment) is called \(name) now. Change `experiment:` in its plan too: the next run of the plan "
        + "as it is makes \(experiment) anew.")
  }
}
