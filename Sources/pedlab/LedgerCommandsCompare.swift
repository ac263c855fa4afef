import ArgumentParser
import Findings
import Foundation
import Ledger

/// `pedlab compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what differs between runs: settings, origin, scores, ranks, energy.")

  @Argument(help: "Two or more runs.") var runs: [String]
  @Flag var json = false
  @OptionGroup var ledger: LedgerOption

  private static let timeColumns: Set = ["run", "created_at", "finished_at", "seconds"]

  func validate() throws {
    guard runs.count >= 2 else { throw ValidationError("compare takes two runs or more") }
  }

  func run() throws {
    try LedgerCommandSupport.reporting {
      let store = try LedgerStore(path: ledger.path, mode: .readOnly)
      let found = try runs.map(store.run)
      var rows = settings(found)
      rows += origins(try found.map(store.provenance(ofRun:)))
      rows += models(try found.map(store.evaluations(ofRun:)))
      let differing = rows.filter { Set($0.values).count > 1 }
      let names = found.map(\.id)
      if json {
        let entries = differing.map { row in
          (row.name, Dictionary(zip(names, row.values)) { first, _ in first })
        }
        print(
          try LedgerCommandSupport.json(Dictionary(entries) { first, _ in first }))
      } else if differing.isEmpty {
        print("The runs differ in nothing but their times.")
      } else {
        print(
          TextTable(
            header: [""] + names, rows: differing.map { [$0.name] + $0.values }
          ).text, terminator: "")
      }
    }
  }

  private typealias Difference = (name: String, values: [String])

  private func settings(_ runs: [RecordedRun]) -> [Difference] {
    let columns = RunColumn.all.map(\.name).filter { !Self.timeColumns.contains($0) }
    let digests = runs.map { String($0.specification.inputDigest.prefix(12)) }
    return columns.map { name -> Difference in
      (name, runs.map { RunField.value(name, of: $0).exact })
    } + [("input_digest", digests)]
  }

  private func origins(_ origins: [Provenance?]) -> [Difference] {
    let libraries = Set(origins.flatMap { ($0?.libraries ?? [:]).keys }).sorted()
    let named: [Difference] = [
      ("plan_path", origins.map { $0?.planPath ?? "" }),
      ("overrides", origins.map { $0?.overrides.joined(separator: " ") ?? "" }),
      ("code_version", origins.map { $0?.codeVersion ?? "" }),
      ("host", origins.map { $0?.host ?? "" }),
    ]
    return named
      + libraries.map { name -> Difference in (name, origins.map { $0?.libraries[name] ?? "" }) }
  }

  private func models(_ evaluations: [[Evaluation]]) -> [Difference] {
    let names = Set(evaluations.flatMap { $0.map(\.model) }).sorted()
    let tables = evaluations.map { list in
      Dictionary(list.map { ($0.model, $0) }) { first, _ in first }
    }
    return names.flatMap { name -> [Difference] in
      let found = tables.map { $0[name] }
      let ranks = zip(found, evaluations).map { evaluation, all in
        evaluation.map { one in String(1 + all.count { $0.score > one.score }) } ?? ""
      }
      return [
        ("score of \(name)", found.map { $0.map { "\($0.score)" } ?? "" }),
        ("rank of \(name)", ranks),
        ("steps of \(name)", found.map { $0?.stepsTaken.map(String.init) ?? "" }),
        (
          "last energy of \(name)",
          found.map { $0?.trace.last.map { "\($0.potentialEnergy)" } ?? "" }
        ),
      ]
    }
  }
}
