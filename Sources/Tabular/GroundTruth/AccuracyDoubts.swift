import Wording

/// Accuracies that are most probably none: exactly 0 where all others of the dataset are far from it, and
/// beyond 100 where all others are percentages.
enum AccuracyDoubts {
  /// The others are at least this share of the best.
  private static let leastShare = 0.2

  /// Sentences.
  static func remarks(on rows: [AccuracyRow], name: String) -> [String] {
    let zeros = places(rows) {
      $0 == 0
    } unless: { others in
      (others.min() ?? 0) < leastShare * (others.max() ?? 0)
    }
    let beyond = places(rows) {
      $0 > 100
    } unless: { others in
      !others.allSatisfy { (0...100).contains($0) } || (others.max() ?? 0) <= 1
    }
    return [
      zeros.isEmpty
        ? nil
        : "\(name): the accuracy is 0 in \(listed(zeros)), far below all others. If fine-tuning failed "
          + "there, leave the field empty.",
      beyond.isEmpty
        ? nil
        : "\(name): the accuracy is above 100 in \(listed(beyond)), where all others lie in 0 to 100.",
    ].compactMap(\.self)
  }

  /// The places of a few odd values of a dataset, unless something is to be said of its others.
  private static func places(
    _ rows: [AccuracyRow], where isOdd: (Double) -> Bool, unless isUsual: ([Double]) -> Bool
  ) -> [String] {
    let byDataset = Dictionary(grouping: rows, by: \.dataset)
    return byDataset.keys.sorted().flatMap { dataset -> [String] in
      let values = byDataset[dataset] ?? []
      let odd = values.filter { isOdd($0.value) }
      let others = values.map(\.value).filter { !isOdd($0) }
      return others.count > odd.count && !isUsual(others) ? odd.map(\.placed.place) : []
    }
  }
}
