/// The nearest of the allowed words, for "did you mean ...?".
package enum Suggestion {
  /// - Returns: ` (did you mean "word"?)` if one is near enough, otherwise nothing.
  package static func text(for word: String, among allowed: some Sequence<String>) -> String {
    guard let nearest = nearest(to: word, among: allowed) else { return "" }
    return " (did you mean \"\(nearest)\"?)"
  }

  /// The word with the smallest edit distance, case aside; of equals, the first by the alphabet.
  ///
  /// - Returns: nil if more than a third of the letters differ.
  package static func nearest(to word: String, among allowed: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    return allowed.map { (word: $0, distance: distance($0.lowercased(), word.lowercased())) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// The fewest letters to insert, delete, replace, or swap with the next (optimal string
  /// alignment). Cost: O(|a| |b|).
  package static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var best = min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        next.append(best)
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }
}
