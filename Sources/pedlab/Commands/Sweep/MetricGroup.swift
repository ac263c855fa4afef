import Transferability
import Wording

/// Metrics that need the same, for the list of `pedlab metrics`.
enum MetricGroup: CaseIterable {
  case statistics, features, outputs, companions, attributes, shape

  private init(_ inputs: MetricInputs) {
    if !inputs.isDisjoint(with: [.source, .randomFeatures, .images]) {
      self = .companions
    } else if inputs.contains(.attribute) {
      self = .attributes
    } else if inputs.contains(.features) {
      self = .features
    } else if inputs.contains(.statistics) {
      self = .statistics
    } else {
      self = inputs.contains(.logits) ? .outputs : .shape
    }
  }

  private var heading: String {
    switch self {
    case .statistics: "Need class statistics only: a setting of PED reads no features"
    case .features: "Need features and labels"
    case .outputs: "Need the outputs of the source head: PED changes nothing"
    case .companions: "Need features and what only some stores have (Documentation/inputs.md)"
    case .attributes: "Need attributes of the model: baselines"
    case .shape: "Need nothing: baselines"
    }
  }

  private static let legend =
    "Cost: of one more setting of PED, once a model is prepared, in operations; N rows, D dimensions, "
    + "C classes, S rows of the reference, I images. `pedlab metrics NAME` has the formula, the options and "
    + "how public implementations differ."

  /// The list: a heading for each group, and for each metric what it is, what it costs, and whose.
  ///
  /// - Parameter width: in characters; nil: lines are as long as they are.
  static func list(_ descriptions: [MetricDescription], width: Int?) -> String {
    let names = (descriptions.map(\.name.count).max() ?? 0) + 4
    let indent = String(repeating: " ", count: names)
    let blocks = allCases.compactMap { group -> String? in
      let own = descriptions.filter { MetricGroup($0.inputs) == group }
      guard !own.isEmpty else { return nil }
      let lines = own.flatMap { metric -> [String] in
        var summary = WrappedText.lines(metric.summary, indent: indent, width: width)
        let name = "  " + metric.name
        summary[0] = name + summary[0].dropFirst(name.count)
        return summary
          + WrappedText.lines(
            "cost: \(settingCost(metric)). \(origin(metric))", indent: indent, width: width)
      }
      let heading = "\(group.heading) (\(own.count))"
      return (WrappedText.lines(heading, width: width) + lines).joined(separator: "\n")
    }
    return "\(counted(descriptions.count, "metric")), by what they need\n\n"
      + blocks.joined(separator: "\n\n") + "\n\n"
      + WrappedText.lines(legend, width: width).joined(separator: "\n")
  }

  /// The first part of the source, the paper, without where its code lies.
  private static func origin(_ metric: MetricDescription) -> String {
    let first = metric.source.prefix { $0 != ";" }
    return String(first.firstRange(of: ", github.com").map { first[..<$0.lowerBound] } ?? first)
  }

  /// What a setting of PED costs once a pair is prepared; "none" for nothing. What stands in parentheses is for
  /// `pedlab metrics show`.
  private static func settingCost(_ metric: MetricDescription) -> String {
    let cost = metric.cost
    let own = cost.firstRange(of: "a setting: ").map { cost[$0.upperBound...] } ?? cost[...]
    let short = String(own.replacing(#/ \([^)]*\)/#, with: "").prefix { $0 != ";" })
      .replacing(", no features", with: "")
    return short == "nothing" ? "none" : short
  }
}
