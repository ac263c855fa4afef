import ArgumentParser
import Findings
import Ledger

/// `pedlab backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the ledger, even while it is in use.",
    discussion: """
      EXAMPLES
        pedlab backup pedlab-backup.sqlite
      """)
  @Argument(help: "The file to make.") var destination: String
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerStore(path: ledger.path, mode: .readOnly).backup(to: destination)
  }
}
