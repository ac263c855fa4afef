import ArgumentParser
import Findings
import Ledger

/// `pedlab tag`.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tag runs, or remove a tag.")
  @Argument(help: "The tag: one word.") var tag: String
  @Argument(help: "Runs.") var runs: [String]
  @Flag(help: "Remove the tag.") var remove = false
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard !tag.isEmpty, !tag.contains(where: \.isWhitespace) else {
      throw ValidationError("\"\(tag)\" is not a tag; give one word.")
    }
    guard !runs.isEmpty else { throw ValidationError("Name the runs to tag.") }
  }

  func run() throws {
    let store = try ledger.existing()
    let found = try runs.map(store.address)
    if remove { try store.removeTag(tag, from: found) } else { try store.addTag(tag, to: found) }
  }
}
