import ArgumentParser
import Transferability
import Wording

/// A metric's description as JSON and as text.
struct MetricRecord: Encodable {
  struct Option: Encodable {
    let option, allowed, defaultValue, summary: String
  }

  let metric, title, summary, formula, cost, source: String
  let reads, codeDifferences: [String]
  let randomness: String?
  let options: [Option]

  init(_ entry: MetricEntry) {
    let description = entry.description
    metric = description.name
    title = description.title
    summary = description.summary
    formula = description.formula
    cost = description.cost
    source = description.source
    codeDifferences = description.differences
    randomness = description.randomness
    let kinds: [(MetricInputs, String)] = [
      (.statistics, "class statistics"), (.features, "features [N, D] and labels [N]"),
      (.logits, "source-head outputs [N, K] and labels [N]"),
      (.targets, "real-valued targets [N, K] in place of labels"),
      (.source, "labelled features on the source data [S, D]"),
      (.randomFeatures, "features of the untrained architecture [N, D']"),
      (.images, "the image of each row [N]"),
    ]
    reads =
      kinds.filter { description.inputs.contains($0.0) }.map(\.1)
      + [description.attribute.map { "the attribute \($0) of the model" }].compactMap { $0 }
    options = entry.options.map {
      Option(
        option: $0.name, allowed: $0.allowed, defaultValue: $0.defaultValue.description,
        summary: $0.summary)
    }
  }

  /// - Parameter width: in characters; nil: lines are as long as they are.
  func text(width: Int?) -> String {
    let formulaLines = formula.split(separator: "\n").flatMap {
      WrappedText.lines(String($0), indent: "  ", width: width)
    }
    var lines = ["\(title) (\(metric))"] + WrappedText.lines(summary, width: width)
    lines += ["", "Formula:"] + formulaLines + [""]
    let facts = [
      ("Inputs", reads.isEmpty ? "the shape alone" : reads.joined(separator: ", ")),
      ("Cost", cost), ("Randomness", randomness ?? "none"), ("Source", source),
    ]
    for (name, value) in facts { lines += Self.item("\(name): \(value)", width, first: "") }
    if !codeDifferences.isEmpty {
      lines += ["", "How published implementations differ (the default is first):"]
    }
    for difference in codeDifferences { lines += Self.item(difference, width) }
    if !options.isEmpty { lines += ["", "Options (metric_options in a plan):"] }
    for option in options {
      let text =
        "\(option.option) (\(option.allowed); default \(option.defaultValue)): \(option.summary)"
      lines += Self.item(text, width)
    }
    return lines.joined(separator: "\n")
  }

  /// Lines that begin with a mark, and go on below the text.
  private static func item(_ text: String, _ width: Int?, first: String = "- ") -> [String] {
    guard width != nil else { return [first + text] }
    var lines = WrappedText.lines(text, indent: "  ", width: width)
    lines[0] = first + lines[0].dropFirst(2)
    return lines
  }
}
