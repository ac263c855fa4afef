import Ledger
import Tabular

/// What tells the scores of one metric apart in a table that `pedlab export csv` wrote: motion, and the
/// parameters and options that differ among its rows.
struct ScoreSettings {
  private struct Group: Hashable {
    let metric: String
    let motion: String
  }

  private let metric: Int?
  private let motion: Int
  private let columns: [(name: String, index: Int)]
  /// By metric and motion, the columns that are not the same in all rows.
  private var varying: [Group: Set<Int>] = [:]

  private static let others = ["metric_options", "samples_per_class", "seed", "sample_seed"]
  private static let moved = "ped"

  /// nil for a table without a column `motion`.
  init?(_ table: CSVTable, metric: Int?) {
    guard let motion = table.index(of: "motion") else { return nil }
    self.metric = metric
    self.motion = motion
    columns = (PEDParameters.names + Self.others).compactMap { name in
      table.index(of: name).map { (name, $0) }
    }
    var first: [Group: CSVTable.Row] = [:]
    for row in table.rows {
      let group = group(table, row)
      guard let known = first[group] else {
        first[group] = row
        continue
      }
      for (_, index) in columns where table.text(row, index) != table.text(known, index) {
        varying[group, default: []].insert(index)
      }
    }
  }

  private func group(_ table: CSVTable, _ row: CSVTable.Row) -> Group {
    Group(metric: metric.map { table.text(row, $0) } ?? "", motion: table.text(row, motion))
  }

  /// What follows the name of the metric: " + PED (step_size=0.2 iterations=6)", without commas, which
  /// divide lists of names; empty where nothing does.
  func text(_ table: CSVTable, _ row: CSVTable.Row) -> String {
    let group = group(table, row)
    let own = varying[group] ?? []
    let parts = columns.filter { own.contains($0.index) }.compactMap { name, index -> String? in
      let value = table.text(row, index)
      return value.isEmpty ? nil : "\(name)=\(value)"
    }
    return (group.motion == Self.moved ? " + PED" : "")
      + (parts.isEmpty ? "" : " (\(parts.joined(separator: " ")))")
  }
}
