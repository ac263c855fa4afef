import Wording

/// The name that was probably meant: people write one model as `timm/resnet-50` and `ResNet50`.
enum NearestName {
  /// The name that is the same but for case, separators and the organisation before a "/"; or else
  /// the one with the smallest edit distance in that form.
  ///
  /// - Returns: nil if more than a third of the letters differ.
  static func of(_ name: String, among others: [String]) -> String? {
    let plain = plain(name)
    let candidates = others.map { (name: $0, plain: Self.plain($0)) }
    if let same = candidates.first(where: { $0.plain == plain }) { return same.name }
    let limit = max(1, plain.count / 3)
    return
      candidates
      .filter { abs($0.plain.count - plain.count) <= limit }
      .map { (name: $0.name, distance: Suggestion.distance($0.plain, plain)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Small letters and digits of what follows the last "/".
  static func plain(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return last.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
