/// A model that could not be scored on a dataset by a metric.
package struct ScoringFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The dataset.
  package let dataset: String
  /// The model.
  package let model: String
  /// The metric; nil if no metric could score it.
  package let metric: String?
  /// What failed, as a sentence.
  package let message: String

  package init(dataset: String, model: String, metric: String?, message: String) {
    self.dataset = dataset
    self.model = model
    self.metric = metric
    self.message = message
  }

  package var description: String {
    "\(dataset), model \"\(model)\"\(metric.map { ", \($0)" } ?? ""): \(message)"
  }
}

extension [ScoringFailure] {
  /// A sentence for each failure; those of more than two places that say the same are one.
  package var sentences: [String] {
    var order: [String] = []
    var groups: [String: [ScoringFailure]] = [:]
    for failure in self {
      let key = LikeSentences.key(failure.message, of: "\(failure.model) \(failure.dataset)")
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(failure)
    }
    return order.flatMap { key -> [String] in
      guard let group = groups[key], group.count > 2 else {
        return groups[key, default: []].map(\.description)
      }
      return [group[0].description + LikeSentences.others(Self.places(group))]
    }
  }

  /// Where the failures after the first are: pairs, or metrics of the same pair.
  private static func places(_ group: [ScoringFailure]) -> [String] {
    let pairs = group.map { "\($0.model) on \($0.dataset)" }
    var seen: Set = [pairs[0]]
    let others = pairs.filter { seen.insert($0).inserted }
    return others.isEmpty ? group.dropFirst().compactMap(\.metric) : others
  }
}
