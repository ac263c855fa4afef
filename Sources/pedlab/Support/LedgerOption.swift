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
    help: "The ledger file (default: PEDLAB_LEDGER, or Results/pedlab.sqlite).")
  var file: String?

  var path: String {
    file ?? ProcessInfo.processInfo.environment["PEDLAB_LEDGER"] ?? "Results/pedlab.sqlite"
  }
}
