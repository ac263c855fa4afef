import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger

/// What the commands of this group read.
enum FindingsInput {
  /// The runs of an experiment for which `condition` holds, of which some are finished.
  ///
  /// - Throws: ``LedgerError``; ``TableError`` if none is finished; ``ExpressionError``.
  static func record(
    of experiment: String, ledger: String, condition: String?
  ) throws -> ExperimentRecord {
    let store = try LedgerStore(path: ledger, mode: .readOnly)
    let known = try store.experiments()
    guard known.contains(experiment) else {
      let list = known.isEmpty ? "it has none yet" : "it has \(known.joined(separator: ", "))"
      throw TableError("the ledger \(ledger) has no experiment '\(experiment)'; \(list).")
    }
    var query = RunQuery(experiment: experiment)
    query.condition = try condition.map {
      try Expression($0, columns: RunColumn.all.map(\.name))
    }
    let record = ExperimentRecord(name: experiment, runs: try store.runs(query)) {
      try store.evaluations(of: $0)
    }
    guard !record.runs.isEmpty else {
      throw TableError(
        "experiment '\(experiment)' has no finished run"
          + (condition.map { " for which \($0)" } ?? "")
          + (record.leftOut.map { ". \($0)" } ?? "; `pedlab status` tells why."))
    }
    return record
  }

  /// Turns errors into a sentence and an exit code.
  static func reporting(_ command: String, _ body: () throws -> Void) throws {
    func fail(_ text: any CustomStringConvertible, _ status: ExitCode) -> ExitCode {
      FileHandle.standardError.write(Data("pedlab \(command): \(text)\n".utf8))
      return status
    }
    do {
      try body()
    } catch let error as TableError {
      throw fail(error, ExitStatus.usage)
    } catch let error as ExpressionError {
      throw fail(error, ExitStatus.usage)
    } catch let error as LedgerError {
      throw fail(error, ExitStatus.unreadableInput)
    }
  }
}
