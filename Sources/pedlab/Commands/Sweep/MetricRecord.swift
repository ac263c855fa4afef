import ArgumentParser
import Transferability

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

  var text: String {
    var lines = ["\(title) (\(metric))", summary, "", "Formula:", formula, ""]
    lines.append("Inputs: " + (reads.isEmpty ? "the shape alone" : reads.joined(separator: ", ")))
    lines.append("Cost: \(cost)")
    lines.append("Randomness: \(randomness ?? "none")")
    lines.append("Source: \(source)")
    if !codeDifferences.isEmpty { lines += ["", "Differences (followed by default first):"] }
    lines += codeDifferences.map { "- \($0)" }
    if !options.isEmpty { lines += ["", "Options:"] }
    lines += options.map {
      "- \($0.option) (\($0.allowed); default \($0.defaultValue)): \($0.summary)"
    }
    return lines.joined(separator: "\n")
  }
}
