import Wording

extension TruthReconciliation {
  /// A paragraph for people: what matches, and each name without a counterpart with the nearest on
  /// the other side.
  ///
  ///     7 of 10 models and 4 of 4 datasets match accuracy.csv.
  ///     No accuracy: models resnet-50 (nearest: resnet50), vit and swin.
  package var paragraph: String {
    var sentences = [
      "\(matchedModels.count) of \(counted(modelCount, "model")) and "
        + "\(matchedDatasets.count) of \(counted(datasetCount, "dataset")) match \(truth)."
    ]
    let without = [
      Self.list(modelsWithoutAccuracy, "model"), Self.list(datasetsWithoutAccuracy, "dataset"),
    ].compactMap(\.self)
    if !without.isEmpty { sentences.append("No accuracy: \(without.joined(separator: "; ")).") }
    if !pairsWithoutAccuracy.isEmpty {
      let pairs = listed(pairsWithoutAccuracy.map { "\($0.model) on \($0.dataset)" })
      sentences.append(
        "\(matchedPairs.count) of \(counted(pairCount, "pair")) have an accuracy; there is none "
          + "for \(pairs).")
    }
    let unknown = [Self.list(unknownModels, "model"), Self.list(unknownDatasets, "dataset")]
      .compactMap(\.self)
    if !unknown.isEmpty {
      sentences.append("Only in \(truth): \(unknown.joined(separator: "; ")).")
    }
    if let unused = Self.list(unusedNames, "name") {
      sentences.append("Mapped, but not in the store: \(unused).")
    }
    return sentences.joined(separator: "\n")
  }

  /// `models a (nearest: A), b and c`; nil without names.
  private static func list(_ names: [Unmatched], _ noun: String) -> String? {
    guard !names.isEmpty else { return nil }
    let texts = names.map { name in
      shown(name.name) + (name.nearest.map { " (nearest: \(shown($0)))" } ?? "")
    }
    return "\(noun)\(names.count == 1 ? "" : "s") \(listed(texts))"
  }

  /// In quotes if blanks at its ends would not be seen.
  private static func shown(_ name: String) -> String {
    name.first?.isWhitespace == true || name.last?.isWhitespace == true ? "\"\(name)\"" : name
  }
}
