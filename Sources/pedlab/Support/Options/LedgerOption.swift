import ArgumentParser
import Findings
import Foundation
import Ledger
import Wording

extension LedgerOption {
  /// The ledger for writing, which must be there already.
  func existing() throws -> LedgerStore {
    guard FileManager.default.fileExists(atPath: path) else {
      return try LedgerStore(path: path, mode: .readOnly)
    }
    return try LedgerStore(path: path)
  }

  /// " --ledger FILE" where one was given, for commands that messages propose.
  var named: String { file.map { " --ledger \(ShellText.quoted($0))" } ?? "" }

  /// Says how many runs of an experiment its plan asked for before and does not now: no table has them.
  func saySuperseded(_ experiment: String, as kind: String = "note") throws {
    let store = try LedgerStore(path: path, mode: .readOnly)
    defer { store.close() }
    let runs = SupersededRuns(try store.supersededCount(experiment: experiment))
    if let sentence = runs.sentence(experiment: experiment, named: named) {
      Messages.say("\(kind): \(sentence)")
    }
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
