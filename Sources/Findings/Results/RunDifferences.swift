import Conditions
import Ledger
import Wording

/// What differs between runs: settings, inputs, origin, scores, ranks, energies; not their times.
package struct RunDifferences {
  /// A thing in which they differ.
  package typealias Difference = (name: String, values: [ExpressionValue])

  /// One after the other, a value for each run; empty where they differ in nothing.
  package let differing: [Difference]
  /// How many of ``differing`` come first: columns, inputs and origins, before what was computed.
  package let given: Int

  /// Enough of a digest to tell two apart.
  private static let digits = 12
  private static let timeColumns: Set = ["run", "created_at", "finished_at", "seconds"]

  /// Of two runs or more.
  package init(_ runs: [RecordedRun], in store: LedgerStore) throws {
    let given =
      Self.settings(runs) + Self.origins(try runs.map(store.provenance(ofRun:)))
      + (try Self.inputs(runs, store))
    let results = Self.results(runs, try runs.map(store.evaluations(ofRun:)))
    let first = given.filter { Set($0.values).count > 1 }
    self.given = first.count
    differing = first + results.filter { Set($0.values).count > 1 }
  }

  private static func settings(_ runs: [RecordedRun]) -> [Difference] {
    let columns = RunColumn.all.map(\.name).filter { !Self.timeColumns.contains($0) }
    let digests = runs.map { Self.text($0.specification.inputDigest.prefix(Self.digits)) }
    return columns.map { name -> Difference in
      (name, runs.map { RunColumn.named(name)?.value(of: $0) ?? .missing })
    } + [("input_digest", digests)]
  }

  /// The inputs whose digests differ, where the ledger knows them.
  private static func inputs(_ runs: [RecordedRun], _ store: LedgerStore) throws -> [Difference] {
    let parts = try runs.map { try store.inputParts(of: $0.specification.inputDigest) ?? [:] }
    let names = Set(parts.flatMap(\.keys)).sorted()
    return names.map { name -> Difference in
      ("input \(name)", parts.map { Self.text($0[name]?.prefix(Self.digits)) })
    }
  }

  private static func origins(_ origins: [Provenance?]) -> [Difference] {
    let libraries = Set(origins.flatMap { ($0?.libraries ?? [:]).keys }).sorted()
    let named: [Difference] = [
      ("plan_path", origins.map { text($0?.planPath) }),
      (
        "plan",
        origins.map { text($0.map { SHA256.hex(Array($0.planText.utf8)).prefix(digits) }) }
      ),
      ("plan_commit", origins.map { text($0?.planCommit) }),
      ("overrides", origins.map { text($0?.overrides.joined(separator: " ")) }),
      ("code_version", origins.map { text($0?.codeVersion) }),
      ("host", origins.map { text($0?.host) }),
      ("user", origins.map { text($0?.user) }),
    ]
    return named
      + libraries.map { name -> Difference in (name, origins.map { text($0?.libraries[name]) }) }
  }

  /// Missing for nil and for an empty text.
  private static func text(_ text: (some StringProtocol)?) -> ExpressionValue {
    text.flatMap { $0.isEmpty ? nil : .text(String($0)) } ?? .missing
  }

  /// Scores, steps, correlations and traces, with the ranks that the scores give.
  private static func results(_ runs: [RecordedRun], _ evaluations: [[Evaluation]]) -> [Difference]
  {
    let tables = zip(runs, evaluations).map { run, evaluations in
      Dictionary(
        (run.values(evaluations) + ranks(evaluations)).map { ($0.name, $0.value) }
      ) { first, _ in first }
    }
    // The columns of the run itself are among the settings.
    let known = Set(RunColumn.all.map(\.name))
    var seen: Set<String> = []
    let names = zip(runs, evaluations).flatMap { run, evaluations in
      (run.values(evaluations) + ranks(evaluations)).map(\.name)
    }.filter { !known.contains($0) && seen.insert($0).inserted }
    return names.map { name in (name, tables.map { $0[name] ?? .missing }) }
  }

  /// 1 for the highest score; equal scores share the better rank.
  private static func ranks(_ evaluations: [Evaluation]) -> [RunValue] {
    evaluations.map { one in
      RunValue(
        rankPrefix + one.model, .number(Double(1 + evaluations.count { $0.score > one.score })))
    }
  }
}

extension RunDifferences {
  private static let rankPrefix = "rank of "

  /// By model the rank in each run, where they differ; empty where a run has none.
  package var ranks: [(model: String, ranks: [String])] {
    differing.dropFirst(given).filter { $0.name.hasPrefix(Self.rankPrefix) }.map {
      (String($0.name.dropFirst(Self.rankPrefix.count)), $0.values.map(\.exact))
    }
  }
}
