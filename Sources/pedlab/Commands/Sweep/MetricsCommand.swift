import ArgumentParser
import Transferability
import Wording

/// `pedlab metrics`: what there is to score with.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "List the transferability metrics, or explain one.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  /// Longer lines are hard to read.
  private static var width: Int? { Terminal.width.map { min($0, 100) } }

  private static func show(_ name: String, json: Bool) throws {
    let names = MetricCatalog.entries.map(\.description.name)
    guard let entry = MetricCatalog.entry(named: name) else {
      throw ValidationError(
        "There is no metric \"\(name)\"\(Suggestion.text(for: name, among: names)); there are: "
          + "\(names.joined(separator: ", ")).")
    }
    let record = MetricRecord(entry)
    if json { try Output.json(record) } else { try Output.show(record.text(width: width) + "\n") }
  }

  struct List: ParsableCommand, DefaultWithArgument {
    static let configuration = CommandConfiguration(
      abstract: "List all metrics by what they need, with their costs and sources.",
      discussion: """
        EXAMPLES
          pedlab metrics
          pedlab metrics logme
        """)

    @Argument(help: "A metric to explain, as `show` does, in place of the list.")
    var name: String?

    @Flag(help: "JSON: one object per metric, with all that is known of it.")
    var json = false

    func run() throws {
      if let name { return try MetricsCommand.show(name, json: json) }
      guard !json else { return try Output.json(MetricCatalog.entries.map(MetricRecord.init)) }
      try Output.show(
        MetricGroup.list(MetricCatalog.entries.map(\.description), width: MetricsCommand.width)
          + "\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Explain one metric: formula, inputs, cost, source, differences, options.",
      discussion: """
        EXAMPLES
          pedlab metrics show sfda
          pedlab metrics show nleep --json
        """)

    @Argument(help: "The name of the metric, as in plans.")
    var name: String

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws { try MetricsCommand.show(name, json: json) }
  }
}
