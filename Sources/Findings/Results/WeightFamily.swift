import Ledger

/// Metrics combined with several weights: one method whose weights are chosen on the other datasets, as
/// a setting of PED is.
package struct WeightFamily: Hashable, Sendable {
  /// The combination with equal weights, which was not chosen by results.
  package let equal: MethodSetting
  /// With each of the weights, without PED, in order; equal ones among them where they were run.
  package let candidates: [MethodSetting]

  /// The option of combined metrics.
  fileprivate static let option = "weights"
  /// With fewer there is nothing to choose.
  private static let fewest = 2

  /// Those among the bases of a grid, in order.
  static func all(_ bases: [MethodSetting]) -> [WeightFamily] {
    var candidates: [MethodSetting: [MethodSetting]] = [:]
    var order: [MethodSetting] = []
    for base in bases {
      guard let equal = base.withEqualWeights else { continue }
      if candidates[equal] == nil { order.append(equal) }
      candidates[equal, default: []].append(base)
    }
    return order.compactMap { equal in
      guard let own = candidates[equal], own.count(where: { $0 != equal }) >= fewest else {
        return nil
      }
      return WeightFamily(equal: equal, candidates: own)
    }
  }

  /// The same weights behind PED.
  func with(_ ped: PEDParameters?) -> WeightFamily {
    WeightFamily(equal: equal.with(ped), candidates: candidates.map { $0.with(ped) })
  }

  /// "Mean of ranks (of=logme+gbc), weights chosen".
  package var title: String { "\(equal.metricTitle), weights chosen" }

  /// "0.25+0.75" of one of the candidates.
  func text(_ candidate: MethodSetting) -> String { candidate.options[Self.option] ?? "equal" }
}

extension MethodSetting {
  /// The same with equal weights; nil where its weights are no numbers.
  fileprivate var withEqualWeights: MethodSetting? {
    guard let weights = options[WeightFamily.option] else { return self }
    guard weights.contains("+") else { return nil }
    var other = self
    other.options[WeightFamily.option] = nil
    return other
  }
}
