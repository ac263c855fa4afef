import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger
import Sweep
import Wording

/// `pedlab reproduce RUN`
struct ReproduceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Compute a run again from what is recorded of it, and compare value by value.",
    discussion: """
      Scores, steps, energy traces and correlations are compared to the bit. If inputs have changed \
      or are gone, it says which. Bits may differ between CPUs (see blas_core) and versions; then \
      it says what is not as it was.

      Exit codes: 0 bit-identical, 1 not identical or inputs changed, 2 no such run or no result, \
      3 inputs gone or unreadable.

      EXAMPLES
        pedlab reproduce 847202224de3
      """)

  @Argument(help: "The run's id, or its first digits.") var id: String
  @Option(help: "The folder that relative paths of the plan start at, if the plan was moved.")
  var folder: String?
  @Option(help: "Number of worker threads (default: all cores); it does not change results.")
  var workers: Int?
  @Flag(help: "JSON.") var json = false
  @OptionGroup var ledger: LedgerOption

  func run() async throws {
    let found = try await reproduction()
    if json {
      try Output.json(ReproductionDocument(found))
    } else {
      try Output.print(text(found))
    }
    guard found.gone.isEmpty else { throw ExitStatus.unreadableInput }
    guard found.isIdentical else { throw ExitStatus.someRunsFailed }
  }

  private func reproduction() async throws -> Reproduction {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    let reproducer = Reproducer(
      ledger: store, workers: try WorkerCount.resolved(workers), folder: folder)
    return try await reproducer.reproduce(store.run(id)) { plan in
      Provenance.current(
        plan: plan, version: CodeVersion.text,
        commandLine: CommandLine.arguments)
    }
  }

  private func text(_ found: Reproduction) -> String {
    let specification = found.run.specification
    var lines = [
      "run     \(found.run.id): \(specification.metric)"
        + "\(specification.ped == nil ? "" : " after PED") on \(specification.dataset), "
        + counted(specification.models.count, "model")
    ]
    guard found.gone.isEmpty else {
      return (lines + found.gone.map { "gone    \($0)" }).joined(separator: "\n")
    }
    lines.append("inputs  " + inputs(found))
    let same = found.values - found.differences.count
    lines.append(
      found.differences.isEmpty
        ? "values  all \(found.values) are bit-identical"
        : "values  \(same) of \(found.values) are bit-identical; those that are not:")
    if !found.differences.isEmpty {
      lines.append(table(found.differences))
      if let largest = found.differences.compactMap(\.relative).max() {
        lines.append("largest relative difference: \(Printed.scientific(largest))")
      }
      lines += found.environment.map { "\($0.name): recorded with \($0.recorded), now \($0.now)" }
    }
    return lines.joined(separator: "\n")
  }

  private func inputs(_ found: Reproduction) -> String {
    if found.areInputsSame { return "unchanged" }
    guard !found.changed.isEmpty else { return "changed (the ledger does not know which)" }
    return "changed: " + found.changed.joined(separator: ", ")
  }

  private func table(_ differences: [Reproduction.Difference]) -> String {
    let shown = 20
    let rows = differences.prefix(shown).map { one in
      [one.name, one.recorded.exact, one.recomputed.exact, one.relativeText]
    }
    let table = TextTable(header: ["value", "recorded", "recomputed", "relative"], rows: rows).text
    let more = differences.count - shown
    return table + (more > 0 ? "and \(more) more (--json lists all)" : "")
  }
}

extension Reproduction.Difference {
  /// |now - then| / max(|now|, |then|); nil unless both are numbers.
  fileprivate var relative: Double? {
    guard case .number(let then) = recorded, case .number(let now) = recomputed,
      max(abs(then), abs(now)) > 0
    else { return nil }
    return abs(now - then) / max(abs(then), abs(now))
  }

  fileprivate var relativeText: String { relative.map { Printed.scientific($0) } ?? "" }
}
