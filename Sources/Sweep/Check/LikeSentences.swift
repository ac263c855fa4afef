/// Sentences that say the same of several places: they differ in names, paths and numbers alone.
enum LikeSentences {
  /// What such sentences have in common.
  ///
  /// - Parameter place: what the sentence is about, such as "model on dataset".
  static func key(_ sentence: String, of place: String) -> String {
    let names = Set(place.split(separator: " "))
    return sentence.split(separator: " ").map { word in
      let bare = word.filter { $0.isLetter || $0.isNumber || "-_".contains($0) }
      let isOwn = names.contains(word) || names.contains(bare[...])
      let varies = isOwn || word.contains("/") || word.contains(where: \.isNumber)
      return varies ? "*" : String(word)
    }.joined(separator: " ")
  }

  /// The places that a sentence holds for, beside the one that it names: " (the same for a, b and 3 more)".
  static func others(_ places: [String]) -> String {
    let shown = places.prefix(5).joined(separator: ", ")
    guard !places.isEmpty else { return "" }
    return " (the same for \(shown)\(places.count > 5 ? " and \(places.count - 5) more" : ""))"
  }
}
