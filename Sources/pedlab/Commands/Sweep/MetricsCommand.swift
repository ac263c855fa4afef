import ArgumentParser
import Transferability

/// `pedlab metrics`: what there is to score with.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "List the transferability metrics, or explain one.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List all metrics by what they need, with their costs and sources.")

    @Flag(help: "JSON: one object per metric, with all that is known of it.")
    var json = false

    /// Longer lines are hard to read.
    private static let readable = 100

    func run() throws {
      guard !json else { return try Output.json(MetricCatalog.entries.map(MetricRecord.init)) }
      let width = Terminal.width.map { min($0, Self.readable) }
      try Output.show(
        MetricGroup.list(MetricCatalog.entries.map(\.description), width: width) + "\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Explain one metric: formula, inputs, cost, source, differences, options.")

    @Argument(help: "The name of the metric, as in plans.")
    var name: String

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
      guard MetricCatalog.entry(named: name) == nil else { return }
      let names = MetricCatalog.entries.map(\.description.name).joined(separator: ", ")
      throw ValidationError("There is no metric \"\(name)\"; there are: \(names).")
    }

    func run() throws {
      guard let entry = MetricCatalog.entry(named: name) else { return }
      let record = MetricRecord(entry)
      if json { try Output.json(record) } else { try Output.show(record.text + "\n") }
    }
  }
}
