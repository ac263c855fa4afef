import ArgumentParser
import Findings
import Foundation
import Ledger

/// `pedlab doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Examine the ledger, and say what to do.",
    discussion: """
      EXAMPLES
        pedlab doctor --ledger Results/pedlab.sqlite
      """)
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let findings = try store().examine()
    if json {
      try Output.json(findings)
    } else {
      for finding in findings {
        try Output.print("\(finding.grade.rawValue)  \(finding.check): \(finding.text)")
      }
    }
    if findings.contains(where: { $0.grade == .problem }) { throw ExitStatus.unreadableInput }
  }

  /// For writing, which migrates an older ledger; where that is not possible, for reading.
  private func store() throws -> LedgerStore {
    do {
      return try ledger.existing()
    } catch let error as LedgerError where error.kind == .readOnly {
      return try LedgerStore(path: ledger.path, mode: .readOnly)
    }
  }
}
