import Findings
import Sweep
import Wording

/// What was found in the store behind an experiment, and what its accuracies can tell.
struct StoreInspection: Sendable {
  private let findings: [FindingGroup]
  private let overview: [String]
  /// By dataset and model.
  private let deadUnits: [String: [String: Double]]
  private let audit: HubAudit?

  /// Reads every feature, or its statistics in the cache.
  init(_ inputs: SweepInputs) throws {
    let report = inputs.store.report(truth: inputs.groundTruth)
    findings = FindingGroup.grouping(report.findings)
    overview = report.overview
    deadUnits = try inputs.deadUnitShares(workers: 2)
    audit = inputs.usedTruth.map { HubAudit($0, datasets: nil) }
  }

  func html(_ state: PageState) -> HTML {
    [list, matrix(state), HTML(trusted: audit?.document.fragment ?? "")].joined()
  }

  private var list: HTML {
    let lines = overview.map { line -> HTML in "<li>\(line)</li>" }
    let items = findings.map { group -> HTML in
      "<li><b>\(group.severity.rawValue)</b>: \(group.sentence)</li>"
    }
    let isOpen: HTML = findings.contains { $0.severity == .error } ? " open" : ""
    let found: HTML =
      items.isEmpty
      ? "<p>Nothing is wrong or surprising.</p>"
      : "<details\(isOpen)><summary>\(counted(items.count, "finding"))</summary><ul>\(items)</ul></details>"
    return "<h2>The store</h2><ul>\(lines)</ul>\(found)"
  }

  /// Model by dataset: how much of what PED sees is from dead units.
  private func matrix(_ state: PageState) -> HTML {
    let datasets = deadUnits.keys.sorted()
    let models = Set(deadUnits.values.flatMap(\.keys)).sorted()
    guard !models.isEmpty else { return "" }
    let rows = models.map { model -> [PageTable.Cell] in
      [PageTable.Cell(content: ModelName.html(model, state))]
        + datasets.map { dataset in
          .number(Typeset.fixed(deadUnits[dataset]?[model].map { 100 * $0 }, 1))
        }
    }
    return PageTable(
      caption: "Share of the rescaled variance from units dead on the source data, in percent",
      header: ["model"] + datasets.map { HTML("\($0)") }, rows: rows
    ).html
  }
}
