/// What an input digest is made of: name of a part to its digest. A name is a kind, followed by the
/// model that the part belongs to, if it belongs to one: `labels`, `features vae`, `accuracy vae`.
package struct InputParts {
  private let parts: [String: String]

  package init(_ parts: [String: String]) { self.parts = parts }

  /// What the evaluations of each of `models` read: the same text for the same inputs. The truth is not
  /// among them: no score depends on it.
  package func read(by models: [String]) -> [String: String] {
    let pool = Set(models)
    var shared: [String] = []
    var own: [String: [String]] = [:]
    for (name, digest) in parts.sorted(by: { $0.key < $1.key }) {
      let words = name.split(separator: " ", maxSplits: 1)
      guard words.first != "accuracy" else { continue }
      if words.count == 2, pool.contains(String(words[1])) {
        own[String(words[1]), default: []].append("\(words[0]) \(digest)")
      } else {
        shared.append("\(name) \(digest)")
      }
    }
    return own.mapValues { ($0 + shared).joined(separator: "\n") }
  }
}
