import ArgumentParser
import Findings
import Foundation
import Ledger

/// `pedlab status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Count runs by experiment and status.")

  @Flag var json = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try LedgerStore(path: ledger.path, mode: .readOnly)
      let counts = try store.statusCounts()
      if json {
        let named = counts.mapValues { counts in
          Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
        }
        print(try LedgerCommandSupport.json(named))
        return
      }
      let rows = try store.experiments().map { name in
        [name] + RunStatus.allCases.map { String(counts[name]?[$0] ?? 0) }
      }
      print(
        TextTable(header: ["experiment"] + RunStatus.allCases.map(\.rawValue), rows: rows).text,
        terminator: "")
    }
  }
}
