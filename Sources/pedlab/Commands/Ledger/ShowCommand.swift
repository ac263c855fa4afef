import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger
import Wording

/// `pedlab show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show everything recorded about a run.",
    discussion: """
      EXAMPLES
        pedlab show 847202224de3
        pedlab show 8472 --json
      """)

  @Argument(help: "The run's id, or its first digits.") var id: String
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    let document = try RunDocument(store.run(id), in: store)
    if json {
      try Output.json(document.json())
    } else {
      try Output.show(text(document) + "\n")
    }
  }

  private func text(_ document: RunDocument) -> String {
    var pairs = RunRows.values(of: document.run).map { row in
      [row.column.name, RunTable.text(row.value, of: row.column.name)]
    }
    pairs += RunRows.switches(of: document.run).map { [$0.name, $0.text] }
    if let note = document.marks?.note { pairs.append(["note", note]) }
    if let tags = document.marks?.tags { pairs.append(["tags", tags]) }
    if let origin = document.provenance {
      pairs += RunRows.origin(origin).map { [$0.name, $0.text] }
    }
    let scores = scores(of: document.run, document.evaluations)
    let width = pairs.map(\.[0].count).max() ?? 0
    let lines = pairs.map {
      "\($0[0].padding(toLength: width, withPad: " ", startingAt: 0))  \($0[1])"
    }
    let failures = document.failures.map { "failed: \($0.model): \($0.error)" }
    let notes = document.evaluations.filter { !$0.notes.isEmpty }.map {
      "note: \($0.model): \($0.notes.joined(separator: "; "))"
    }
    let log = document.log.map { $0.isEmpty ? "" : "\n\nlog\n\($0)" } ?? ""
    return lines.joined(separator: "\n") + log + (scores.isEmpty ? "" : "\n\n\(scores)")
      + (notes.isEmpty ? "" : "\n" + notes.joined(separator: "\n"))
      + (failures.isEmpty ? "" : "\n\n" + failures.joined(separator: "\n"))
  }

  /// A row a model, with its ranks by score and by accuracy; empty without any.
  private func scores(of run: RecordedRun, _ evaluations: [Evaluation]) -> String {
    guard !evaluations.isEmpty else { return "" }
    let ranks = Self.ranks(evaluations.map(\.score))
    let sign = run.specification.lowerIsBetter ? -1.0 : 1
    let trueRanks = Self.ranks(evaluations.map { $0.accuracy.map { sign * $0 } })
    return TraceText.table { trace in
      let rows = evaluations.indices.map { index in
        let evaluation = evaluations[index]
        return [
          evaluation.model, Printed.significant(evaluation.score, digits: 6), ranks[index],
          evaluation.accuracy.map { Printed.significant($0) } ?? "", trueRanks[index],
          evaluation.stepsTaken.map(String.init) ?? "", evaluation.stop ?? "",
          trace(evaluation.trace.map(\.potentialEnergy)),
        ]
      }
      return TextTable(
        header: [
          "model", "score", "rank", "accuracy", "true rank", "steps", "stop",
          "potential energy by step",
        ], rows: rows)
    }
  }

  /// 1 for the highest; equal values share the better rank, and what is missing has none.
  private static func ranks(_ values: [Double?]) -> [String] {
    let known = values.compactMap(\.self)
    return values.map { value in
      value.map { own in "\(1 + known.count { $0 > own })" } ?? ""
    }
  }
}
