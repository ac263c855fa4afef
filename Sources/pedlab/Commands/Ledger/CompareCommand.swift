import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger
import Wording

/// `pedlab compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what differs between runs: settings, origin, scores, ranks, energy.")

  @Argument(help: "Two or more runs.") var runs: [String]
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  /// Enough of a digest to tell two apart.
  private static let digits = 12
  private static let timeColumns: Set = ["run", "created_at", "finished_at", "seconds"]

  func validate() throws {
    guard runs.count >= 2 else { throw ValidationError("compare takes two runs or more.") }
  }

  func run() throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    let found = try runs.map(store.run)
    var rows = settings(found)
    rows += origins(try found.map(store.provenance(ofRun:)))
    rows += try inputs(found, store)
    rows += results(found, try found.map(store.evaluations(ofRun:)))
    let differing = rows.filter { Set($0.values).count > 1 }
    let names = found.map(\.id)
    if json {
      let entries = differing.map { row in
        (row.name, Dictionary(zip(names, row.values)) { first, _ in first })
      }
      try Output.json(Dictionary(entries) { first, _ in first })
    } else if differing.isEmpty {
      try Output.print("The runs differ in nothing but their times.")
    } else {
      let shown = Self.withShortTraces(differing)
      try Output.print(
        TextTable(
          header: [""] + names, rows: shown.map { [$0.name] + $0.values }
        ).text, terminator: "")
    }
  }

  private typealias Difference = (name: String, values: [String])

  /// For people one line for a model's trace: the potential energies by step, where they differ.
  private static func withShortTraces(_ rows: [Difference]) -> [Difference] {
    var shown: [Difference] = []
    // The steps that only some of the runs took come after everything else.
    var traces: [String: Int] = [:]
    for row in rows {
      guard let place = row.name.range(of: " at step ") else {
        shown.append(row)
        continue
      }
      let words = row.name[..<place.lowerBound].split(separator: " ", maxSplits: 2)
      guard words.count == 3, words[0] == "potential_energy" else { continue }
      let values = row.values.map { Double($0).map { Printed.significant($0) } ?? "-" }
      let name = "energy of \(words[2])"
      if let place = traces[name] {
        shown[place].values = zip(shown[place].values, values).map { "\($0) \($1)" }
      } else {
        traces[name] = shown.count
        shown.append((name, values))
      }
    }
    return shown
  }

  private func settings(_ runs: [RecordedRun]) -> [Difference] {
    let columns = RunColumn.all.map(\.name).filter { !Self.timeColumns.contains($0) }
    let digests = runs.map { String($0.specification.inputDigest.prefix(Self.digits)) }
    return columns.map { name -> Difference in
      (name, runs.map { (RunColumn.named(name)?.value(of: $0) ?? .missing).exact })
    } + [("input_digest", digests)]
  }

  /// The inputs whose digests differ, where the ledger knows them.
  private func inputs(_ runs: [RecordedRun], _ store: LedgerStore) throws -> [Difference] {
    let parts = try runs.map { try store.inputParts(of: $0.specification.inputDigest) ?? [:] }
    let names = Set(parts.flatMap(\.keys)).sorted()
    return names.map { name -> Difference in
      ("input \(name)", parts.map { String($0[name, default: ""].prefix(Self.digits)) })
    }
  }

  private func origins(_ origins: [Provenance?]) -> [Difference] {
    let libraries = Set(origins.flatMap { ($0?.libraries ?? [:]).keys }).sorted()
    let named: [Difference] = [
      ("plan_path", origins.map { $0?.planPath ?? "" }),
      (
        "plan",
        origins.map {
          $0.map { String(SHA256.hex(Array($0.planText.utf8)).prefix(Self.digits)) } ?? ""
        }
      ),
      ("plan_commit", origins.map { $0?.planCommit ?? "" }),
      ("overrides", origins.map { $0?.overrides.joined(separator: " ") ?? "" }),
      ("code_version", origins.map { $0?.codeVersion ?? "" }),
      ("host", origins.map { $0?.host ?? "" }),
      ("user", origins.map { $0?.user ?? "" }),
    ]
    return named
      + libraries.map { name -> Difference in (name, origins.map { $0?.libraries[name] ?? "" }) }
  }

  /// Scores, steps, correlations and traces, with the ranks that the scores give.
  private func results(_ runs: [RecordedRun], _ evaluations: [[Evaluation]]) -> [Difference] {
    let tables = zip(runs, evaluations).map { run, evaluations in
      Dictionary(
        (run.values(evaluations) + Self.ranks(evaluations)).map { ($0.name, $0.value.exact) }
      ) { first, _ in first }
    }
    // The columns of the run itself are among the settings.
    let known = Set(RunColumn.all.map(\.name))
    var seen: Set<String> = []
    let names = zip(runs, evaluations).flatMap { run, evaluations in
      (run.values(evaluations) + Self.ranks(evaluations)).map(\.name)
    }.filter { !known.contains($0) && seen.insert($0).inserted }
    return names.map { name in (name, tables.map { $0[name] ?? "" }) }
  }

  /// 1 for the highest score; equal scores share the better rank.
  private static func ranks(_ evaluations: [Evaluation]) -> [RunValue] {
    evaluations.map { one in
      RunValue(
        "rank of \(one.model)", .number(Double(1 + evaluations.count { $0.score > one.score })))
    }
  }
}
