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
    case .statistics: "From class statistics: a setting of PED reads no features"
    case .features: "From features and labels"
    case .outputs: "From the outputs of the source head: PED changes nothing"
    case .companions: "From features and what only some stores have (Documentation/inputs.md)"
    case .attributes: "Baselines from attributes of the model"
    case .shape: "Baselines that read nothing"
    }
  }

  private static let legend =
    "Under each: what a setting costs once a model is prepared, and whose it is. N rows, D dimensions, "
    + "C classes, K outputs. `pedlab metrics show NAME` tells the formula, the options and how public "
    + "codes differ."

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
            "\(settingCost(metric)); \(origin(metric))", indent: indent, width: width)
      }
      return (WrappedText.lines(group.heading, width: width) + lines).joined(separator: "\n")
    }
    return blocks.joined(separator: "\n\n") + "\n\n"
      + WrappedText.lines(legend, width: width).joined(separator: "\n")
  }

  /// The first part of the source, the paper, without where its code lies.
  private static func origin(_ metric: MetricDescription) -> String {
    let first = metric.source.prefix { $0 != ";" }
    return String(first.firstRange(of: ", github.com").map { first[..<$0.lowerBound] } ?? first)
  }

  /// What a setting of PED costs once a pair is prepared; what stands in parentheses is for
  /// `pedlab metrics show`.
  private static func settingCost(_ metric: MetricDescription) -> String {
    let cost = metric.cost
    let own = cost.firstRange(of: "a setting: ").map { cost[$0.upperBound...] } ?? cost[...]
    return String(own.replacing(#/ \([^)]*\)/#, with: "").prefix { $0 != ";" })
      .replacing(", no features", with: "")
  }
}
