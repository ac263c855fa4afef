import ArgumentParser
import Findings
import Ledger

/// `pedlab note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a note to a run; an empty one removes it.")
  @Argument(help: "The run.") var id: String
  @Argument(help: "The note.") var text: String
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try ledger.existing()
    try store.setNote(text.isEmpty ? nil : text, of: store.address(id))
  }
}
