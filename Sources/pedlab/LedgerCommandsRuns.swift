import ArgumentParser
import Findings
import Foundation
import Ledger

/// `pedlab runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List runs: filter, sort, group.",
    discussion: """
      pedlab runs --sort -weighted_tau --limit 10
      pedlab runs --where "step_size <= 0.1 and weighted_tau > 0.5" --group-by dataset

      Conditions know = != < <= > >= ~ (contains), in (...), is empty, and, or, not, parentheses; text
      is quoted. The columns: \(RunColumn.all.map(\.name).joined(separator: ", ")).
      """)

  @Argument(help: "Only this experiment.") var experiment: String?
  @Option(name: .customLong("where"), help: "A condition over the columns.") var condition: String?
  @Option(
    parsing: .unconditional, help: "A column to sort by; -COLUMN: greatest first.")
  var sort: String?
  @Option(help: "A column to count and average by.") var groupBy: String?
  @Option(help: "At most this many runs.") var limit: Int?
  @Flag(help: "Deleted runs too.") var deleted = false
  @Flag(help: "JSON, exact values.") var json = false
  @Flag(help: "CSV, exact values.") var csv = false
  @OptionGroup var ledger: LedgerOption

  private static let shown = [
    "run", "experiment", "status", "dataset", "metric", "motion", "step_size", "iterations",
    "force_constant", "radius_scale", "weighted_tau", "kendall_tau", "seconds",
  ]

  func run() throws {
    try LedgerCommandSupport.reporting {
      let query = try query()
      let store = try LedgerStore(path: ledger.path, mode: .readOnly)
      let runs = try store.runs(query)
      if let groupBy {
        try column(groupBy)
        printGroups(runs, by: groupBy)
      } else {
        printRuns(runs)
      }
    }
  }

  private func query() throws -> RunQuery {
    var query = RunQuery(experiment: experiment)
    query.includesDeleted = deleted
    query.condition = try condition.map {
      try Expression($0, columns: RunColumn.all.map(\.name))
    }
    if let sort {
      query.descending = sort.hasPrefix("-")
      let name = query.descending ? String(sort.dropFirst()) : sort
      try column(name)
      query.sort = name
    }
    if let limit, limit < 0 { throw ValidationError("--limit \(limit): give 0 or more") }
    query.limit = groupBy == nil ? limit : nil
    return query
  }

  private func column(_ name: String) throws {
    guard RunColumn.named(name) != nil else {
      throw ValidationError(
        "\"\(name)\" is no column; the columns are "
          + RunColumn.all.map(\.name).joined(separator: ", "))
    }
  }

  private func printRuns(_ runs: [RecordedRun]) {
    let columns = RunColumn.all.map(\.name).filter { $0 != "tags" && $0 != "note" }
    if json || csv {
      printExact(columns, runs.map { run in columns.map { RunField.value($0, of: run) } })
    } else {
      let rows = runs.map { run in Self.shown.map { RunField.value($0, of: run).short } }
      print(TextTable(header: Self.shown, rows: rows, leftAligned: 6).text, terminator: "")
    }
  }

  private func printGroups(_ runs: [RecordedRun], by column: String) {
    let groups = Dictionary(grouping: runs) { RunField.value(column, of: $0).exact }
    let header = [column, "runs", "mean_weighted_tau", "best_weighted_tau"]
    let rows = groups.sorted { $0.key < $1.key }.prefix(limit ?? .max).map { key, runs in
      let tau = runs.compactMap { $0.correlations?.weightedTau }
      let mean = tau.isEmpty ? nil : tau.reduce(0, +) / Double(tau.count)
      return [
        ExpressionValue.text(key), .number(Double(runs.count)),
        mean.map { .number($0) } ?? .missing, tau.max().map { .number($0) } ?? .missing,
      ]
    }
    if json || csv {
      printExact(header, rows)
    } else {
      print(
        TextTable(header: header, rows: rows.map { $0.map(\.short) }).text, terminator: "")
    }
  }

  private func printExact(_ header: [String], _ rows: [[ExpressionValue]]) {
    if csv {
      print(header.joined(separator: ","))
      for row in rows { print(row.map { Self.quoted($0.exact) }.joined(separator: ",")) }
      return
    }
    let objects = rows.map { row in
      zip(header, row).map { name, value in
        switch value {
        case .text(let text): "\(Self.jsonText(name)): \(Self.jsonText(text))"
        case .number: "\(Self.jsonText(name)): \(value.exact)"
        case .missing: "\(Self.jsonText(name)): null"
        }
      }.joined(separator: ", ")
    }
    print("[" + objects.map { "{\($0)}" }.joined(separator: ",\n ") + "]")
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  private static func jsonText(_ text: String) -> String {
    (try? LedgerCommandSupport.json(text)) ?? "null"
  }
}
