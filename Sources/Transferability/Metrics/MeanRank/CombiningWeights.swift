/// Weights with which metrics are combined.
package enum CombiningWeights {
  /// The same for each.
  package static let equal = "equal"
  /// All of ``quarters(of:)``.
  static let quarters = "quarters"
  private static let steps = 4

  /// All multiples of 1/4 that sum to 1; each metric alone is among them.
  package static func quarters(of count: Int) -> [[Double]] {
    func parts(_ left: Int, _ places: Int) -> [[Int]] {
      places == 1
        ? [[left]]
        : (0...left).flatMap { part in parts(left - part, places - 1).map { [part] + $0 } }
    }
    return parts(steps, count).map { $0.map { Double($0) / Double(steps) } }
  }

  /// - Throws: ``MetricError`` unless there is a number for each member.
  static func numbers(_ text: String, of members: [String]) throws(MetricError) -> [Double] {
    guard let numbers = SumKind.numbers(text), numbers.count == members.count else {
      throw MetricError(
        "mean_rank: option weights is \(text), and option of names \(members.count) metrics "
          + "(\(members.joined(separator: ", "))); it takes a number for each, joined by +.")
    }
    return numbers
  }
}

extension MeanRank {
  /// `quarters` stands for a setting of each of its weights. Weights that are all the same are the
  /// default.
  package static func expanded(
    _ options: [String: MetricOption]
  ) -> [[String: MetricOption]] {
    guard case .text(let text) = options[weightsOption.description.name] else { return [options] }
    guard text == CombiningWeights.quarters else { return [with(SumKind.numbers(text), options)] }
    let members = options[membersOption.description.name].flatMap(membersOption.value)
    let count = (members ?? membersOption.defaultValue).split(separator: SumKind.sign).count
    return CombiningWeights.quarters(of: count).map { with($0, options) }
  }

  private static func with(
    _ weights: [Double]?, _ options: [String: MetricOption]
  ) -> [String: MetricOption] {
    guard let weights else { return options }
    var options = options
    let isEqual = weights.allSatisfy { $0 == weights[0] }
    options[weightsOption.description.name] = isEqual ? nil : .text(SumKind.text(weights))
    return options
  }
}
