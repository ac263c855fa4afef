import Transferability

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

  /// The list: a heading for each group, and for each metric what it is, what it costs, and whose.
  static func list(_ descriptions: [MetricDescription]) -> String {
    let width = (descriptions.map(\.name.count).max() ?? 0) + 2
    let blocks = allCases.compactMap { group -> String? in
      let own = descriptions.filter { MetricGroup($0.inputs) == group }
      guard !own.isEmpty else { return nil }
      let lines = own.flatMap { metric -> [String] in
        let name = metric.name + String(repeating: " ", count: width - metric.name.count)
        return [
          "  " + name + metric.summary,
          String(repeating: " ", count: width + 2) + "\(origin(metric)); \(settingCost(metric))",
        ]
      }
      return ([group.heading] + lines).joined(separator: "\n")
    }
    return blocks.joined(separator: "\n\n")
      + "\n\npedlab metrics show NAME tells the formula, the options and how public codes differ."
  }

  /// The first part of the source: the paper.
  private static func origin(_ metric: MetricDescription) -> String {
    metric.source.split(separator: ";").first.map(String.init) ?? metric.source
  }

  /// What a setting of PED costs once a pair is prepared.
  private static func settingCost(_ metric: MetricDescription) -> String {
    guard let range = metric.cost.firstRange(of: "a setting: ") else { return metric.cost }
    return "a setting costs "
      + metric.cost[range.upperBound...].prefix { $0 != ";" && $0 != "(" }
      .trimmingSuffix(while: \.isWhitespace)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
    var result = self
    while let last = result.last, condition(last) { result.removeLast() }
    return result
  }
}
