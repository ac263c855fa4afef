import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger
import Wording

/// `pedlab show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all that is recorded of a run.")

  @Argument(help: "The run's id, or its first digits.") var id: String
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  private struct Document: Encodable {
    let run: String
    let experiment: String
    let status: String
    let isDeleted: Bool
    let specification: RunSpecification
    let correlations: Correlations?
    let evaluations: [Evaluation]
    let failures: [EvaluationFailure]
    let provenance: Provenance?
    let error: String?
    let log: String?
    let note: String?
    let tags: [String]
  }

  func run() throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    let found = try store.run(id)
    let document = Document(
      run: found.id, experiment: found.experiment, status: found.status.rawValue,
      isDeleted: found.isDeleted, specification: found.specification,
      correlations: found.correlations, evaluations: try store.evaluations(ofRun: found),
      failures: try store.failures(ofRun: found), provenance: try store.provenance(ofRun: found),
      error: found.error,
      log: try store.log(of: found.address),
      note: try store.note(of: found.address), tags: try store.tags(of: found.address))
    if json {
      try Output.json(document)
    } else {
      try Output.show(text(document, found) + "\n")
    }
  }

  private func text(_ document: Document, _ run: RecordedRun) -> String {
    var pairs = RunColumn.all.compactMap { column -> [String]? in
      let value = column.value(of: run)
      return value == .missing ? nil : [column.name, RunTable.text(value, of: column.name)]
    }
    if let note = document.note { pairs.append(["note", note]) }
    if !document.tags.isEmpty { pairs.append(["tags", document.tags.joined(separator: " ")]) }
    if let origin = document.provenance {
      pairs += [
        ["plan", origin.planPath], ["plan commit", origin.planCommit ?? "not recorded"],
        ["code", origin.codeVersion], ["host", origin.host],
        ["user", origin.user], ["command", origin.commandLine.joined(separator: " ")],
      ]
    }
    let scores = document.evaluations.map { evaluation in
      [
        evaluation.model, Printed.significant(evaluation.score, digits: 6),
        evaluation.accuracy.map { Printed.significant($0) } ?? "",
        evaluation.stepsTaken.map(String.init) ?? "", evaluation.stop ?? "",
        evaluation.trace.map { Printed.significant($0.potentialEnergy) }.joined(separator: " "),
      ]
    }
    let table = TextTable(
      header: ["model", "score", "accuracy", "steps", "stop", "potential energy by step"],
      rows: scores)
    let width = pairs.map(\.[0].count).max() ?? 0
    let lines = pairs.map {
      "\($0[0].padding(toLength: width, withPad: " ", startingAt: 0))  \($0[1])"
    }
    let failures = document.failures.map { "failed: \($0.model): \($0.error)" }
    let log = document.log.map { $0.isEmpty ? "" : "\n\nlog\n\($0)" } ?? ""
    return lines.joined(separator: "\n") + log + (scores.isEmpty ? "" : "\n\n\(table.text)")
      + (failures.isEmpty ? "" : "\n\n" + failures.joined(separator: "\n"))
  }
}
