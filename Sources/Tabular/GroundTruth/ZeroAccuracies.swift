import Wording

/// Accuracies of exactly 0 where all others of the dataset are far from it: most probably those of
/// fine-tuning that failed.
enum ZeroAccuracies {
  /// The others are at least this share of the best.
  private static let leastShare = 0.2

  /// A sentence if there are such.
  static func remark(on rows: [AccuracyRow], name: String) -> String? {
    let byDataset = Dictionary(grouping: rows, by: \.dataset)
    let places = byDataset.keys.sorted().flatMap { dataset -> [String] in
      let values = byDataset[dataset] ?? []
      let others = values.filter { $0.value != 0 }.map(\.value)
      guard let least = others.min(), let best = others.max(), least >= leastShare * best,
        others.count > values.count - others.count
      else { return [] }
      return values.filter { $0.value == 0 }.map(\.placed.place)
    }
    guard !places.isEmpty else { return nil }
    return
      "\(name): the accuracy is 0 in \(listed(places)), far below all others. If fine-tuning failed "
      + "there, leave the field empty."
  }
}
