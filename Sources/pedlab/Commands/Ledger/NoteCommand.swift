import ArgumentParser
import Findings
import Ledger

/// `pedlab note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a note to a run; an empty one removes it.",
    discussion: """
      EXAMPLES
        pedlab note 847202224de3 "the outlier in figure 3"
        pedlab note 847202224de3 ""
      """)
  @Argument(help: "The run's id, or its first digits.") var id: String
  @Argument(help: "The note.") var text: String
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    try store.setNote(text.isEmpty ? nil : text, of: store.address(id))
  }
}
