import Wording

/// A member of a model's group that is not its features.
struct ModelMember: Sendable {
  let model: String
  let name: String
  let target: ResolvedPath

  /// What it is most probably meant to be, where its name is no known one: the known name.
  var meant: String? {
    let bare = Self.bare(name)
    for (known, others) in Self.spellings
    where others.contains(where: { Self.isNear(bare, Self.bare($0)) }) {
      return known
    }
    return nil
  }

  /// Known names with what else people call it.
  private static let spellings: [(String, [String])] = [
    ("labels", ["labels", "targets", "y"]),
    ("logits", ["logits", "outputs", "probabilities", "probs"]),
    ("features", ["features", "feats", "embeddings", "x"]),
    ("reference_labels", ["reference_labels"]), ("reference_mean", ["reference_mean"]),
    ("reference_std", ["reference_std"]), ("reference", ["reference"]),
    ("random_features", ["random_features"]), ("images", ["images"]),
  ]

  /// In lower case, with letters and digits only.
  private static func bare(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// One letter more, fewer or another, which short names must not differ in.
  private static func isNear(_ name: String, _ known: String) -> Bool {
    name == known || (known.count > 4 && Suggestion.distance(name, known) <= 1)
  }
}
