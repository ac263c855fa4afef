import ArgumentParser
import Findings
import Foundation
import Ledger

/// What the commands that read one experiment share.
struct ExperimentArguments: ParsableArguments {
  @Argument(help: "The name of the experiment.")
  var experiment: String

  @OptionGroup var ledger: LedgerOption

  /// The experiment; where it cannot be had, the sentence on stderr and the exit code.
  func record(needing need: ExperimentRecord.Need = .finishedRuns) throws -> ExperimentRecord {
    try Self.reporting {
      try ExperimentRecord(
        experiment, in: LedgerStore(path: ledger.path, mode: .readOnly), needing: need)
    }
  }

  /// Turns the errors of ledger and exports into a sentence and exit code 3.
  static func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ExportError {
      throw failure("\(error)")
    } catch let error as LedgerError {
      throw failure("\(error)")
    }
  }

  static func failure(_ sentence: String) -> ExitCode {
    FileHandle.standardError.write(Data("pedlab: \(sentence)\n".utf8))
    return ExitStatus.unreadableInput
  }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
