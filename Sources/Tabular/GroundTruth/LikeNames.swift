import Wording

/// Models or datasets that are most probably one: their names differ in capitals only, or all of their
/// accuracies are the same.
enum LikeNames {
  /// Fewer equal numbers may be chance.
  private static let fewestEqual = 3

  /// Sentences.
  static func remarks(on truth: GroundTruth) -> [String] {
    let models = Set(truth.models).sorted()
    let datasets = Set(truth.datasets).sorted()
    return sentences("model", models, datasets, truth.name) {
      truth.accuracy(model: $0, dataset: $1)
    }
      + sentences("dataset", datasets, models, truth.name) {
        truth.accuracy(model: $1, dataset: $0)
      }
  }

  private static func sentences(
    _ noun: String, _ names: [String], _ others: [String], _ source: String,
    _ accuracy: (String, String) -> Double?
  ) -> [String] {
    let inCapitals = twins(names.filter { $0.count > 1 }) { $0.lowercased() }.map {
      "\(source): the \(noun)s \($0.0) and \($0.1) differ in capitals only, and count as two."
    }
    let equal = twins(names) { name -> [Double?]? in
      let values = others.map { accuracy(name, $0) }
      let known = values.compactMap(\.self)
      return known.count >= fewestEqual && Set(known).count > 1 ? values : nil
    }.map {
      "\(source): all accuracies of the \(noun)s \($0.0) and \($0.1) are the same; they count as two."
    }
    return [inCapitals, equal].compactMap(\.self)
  }

  /// The first two names with one key; nil is none.
  private static func twins<Key: Hashable>(
    _ names: [String], by key: (String) -> Key?
  ) -> (String, String)? {
    var seen: [Key: String] = [:]
    for name in names {
      guard let key = key(name) else { continue }
      if let other = seen.updateValue(name, forKey: key) { return (other, name) }
    }
    return nil
  }
}
