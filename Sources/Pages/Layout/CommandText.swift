import Foundation
import Ledger
import Wording

/// The command that gives what a page shows.
enum CommandText {
  static func html(_ command: String) -> HTML {
    """
    <p class="command"><code>\(command)</code> \
    <button type="button" data-copy="\(command)" hidden>Copy</button></p>
    """
  }

  /// A command that reads the ledger, which is named where it is not the one that would be found.
  static func html(_ command: String, of ledger: LedgerStore) -> HTML {
    let found = LedgerLocation.path(
      named: nil, variable: ProcessInfo.processInfo.environment["PEDLAB_LEDGER"],
      folder: FileManager.default.currentDirectoryPath)
    let isFound =
      URL(fileURLWithPath: found).standardizedFileURL
      == URL(fileURLWithPath: ledger.path).standardizedFileURL
    return html(isFound ? command : "\(command) --ledger \(ShellText.quoted(ledger.path))")
  }
}
