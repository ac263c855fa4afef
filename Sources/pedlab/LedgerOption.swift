import ArgumentParser
import Foundation

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
