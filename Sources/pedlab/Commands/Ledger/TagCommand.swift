import ArgumentParser
import Findings
import Ledger
import Wording

/// `pedlab tag`.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tag runs, or remove a tag.",
    discussion: """
      EXAMPLES
        pedlab tag best 847202224de3
        pedlab tag best --experiment demo --where "weighted_tau > 0.8"
      """)

  @Argument(help: "The tag: one word.") var tag: String
  @OptionGroup var choice: RunChoice
  @Flag(help: "Remove the tag.") var remove = false
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard !tag.isEmpty, !tag.contains(where: \.isWhitespace) else {
      throw ValidationError("\"\(tag)\" is not a tag; give one word.")
    }
  }

  func run() throws {
    let store = try ledger.existing()
    let found = try choice.addresses(in: store)
    if remove { try store.removeTag(tag, from: found) } else { try store.addTag(tag, to: found) }
    Messages.say(
      "\(counted(found.count, "run")) \(remove ? "without" : "with") the tag \"\(tag)\".")
  }
}
