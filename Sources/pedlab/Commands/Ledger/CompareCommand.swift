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
    abstract: "Show what differs between runs: settings, origin, scores, ranks, energy.",
    discussion: """
      EXAMPLES
        pedlab compare 847202224de3 3f07c6d21b90
      """)

  @Argument(help: "Two or more runs.") var runs: [String]
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard runs.count >= 2 else { throw ValidationError("compare takes two runs or more.") }
  }

  func run() throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    let found = try runs.map(store.run)
    let differences = try RunDifferences(found, in: store)
    let differing = differences.differing
    let names = found.map(\.id)
    if json {
      try Output.json(.array(differing.map { Self.json($0, names) }))
    } else if differing.isEmpty {
      try Output.print("The runs differ in nothing but their times.")
    } else {
      let text = TraceText.table { trace in
        // Energies are rounded once, where they are put into a line.
        let shown = Self.rounded(Self.withShortTraces(differing, trace), given: differences.given)
        return TextTable(
          header: [""] + names, rows: shown.map { [$0.name] + $0.values.map(\.exact) })
      }
      try Output.show(text)
    }
  }

  /// For people numbers that were measured in six digits; those that differ in later ones only, whole.
  ///
  /// - Parameter given: how many come first that were not computed.
  private static func rounded(
    _ rows: [RunDifferences.Difference], given: Int
  ) -> [RunDifferences.Difference] {
    rows.enumerated().map { place, row in
      guard place >= given || RunTable.isMeasured(row.name) else { return row }
      let short = row.values.map { value -> ExpressionValue in
        guard case .number(let number) = value else { return value }
        return .number(Printed.rounded(number, digits: 6))
      }
      return Set(short).count == Set(row.values).count ? (row.name, short) : row
    }
  }

  private static func json(_ row: RunDifferences.Difference, _ runs: [String]) -> JSONValue {
    // A run that is given twice has one value.
    let values = Dictionary(zip(runs, row.values)) { first, _ in first }
    return .object([
      ("field", .text(row.name)),
      ("value_by_run", .object(values.sorted { $0.key < $1.key }.map { ($0, $1.json) })),
    ])
  }

  /// For people one line for a model's trace: the potential energies by step, where they differ.
  private static func withShortTraces(
    _ rows: [RunDifferences.Difference], _ text: ([Double?]) -> String
  ) -> [RunDifferences.Difference] {
    var shown: [RunDifferences.Difference] = []
    // By name the place and a run's energies; steps that only some of the runs took come after everything
    // else.
    var traces: [String: (place: Int, energies: [[Double?]])] = [:]
    for row in rows {
      guard let place = row.name.range(of: " at step ") else {
        shown.append(row)
        continue
      }
      let words = row.name[..<place.lowerBound].split(separator: " ", maxSplits: 2)
      guard words.count == 3, words[0] == "potential_energy" else { continue }
      let name = "energy of \(words[2])"
      if traces[name] == nil {
        traces[name] = (shown.count, row.values.map { _ in [] })
        shown.append((name, []))
      }
      for (run, value) in row.values.enumerated() {
        var energy: Double?
        if case .number(let number) = value { energy = number }
        traces[name]?.energies[run].append(energy)
      }
    }
    for (place, energies) in traces.values {
      shown[place].values = energies.map { .text(text($0)) }
    }
    return shown
  }
}
