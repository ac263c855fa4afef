import ArgumentParser
import Findings
import Foundation
import Ledger

extension LedgerOption {
  /// The ledger for writing, which must be there already.
  func existing() throws -> LedgerStore {
    guard FileManager.default.fileExists(atPath: path) else {
      return try LedgerStore(path: path, mode: .readOnly)
    }
    return try LedgerStore(path: path)
  }
}

/// `--ledger FILE`, on every command that reads or writes a ledger.
struct LedgerOption: ParsableArguments {
  @Option(
    name: .customLong("ledger"),
    help: """
      The ledger file (default: PEDLAB_LEDGER; else Results/pedlab.sqlite in the working folder, or in the \
      nearest folder above that has one).
      """)
  var file: String?

  var path: String {
    LedgerLocation.path(
      named: file, variable: ProcessInfo.processInfo.environment["PEDLAB_LEDGER"],
      folder: FileManager.default.currentDirectoryPath)
  }
}
