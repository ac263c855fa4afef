import Wording

/// What the audit says of pairs with several accuracies, from which the noise is known.
extension HubAudit {
  /// Why the noise ceiling is not known, and what would make it so.
  var unknownNoise: String {
    let (few, all) = (repeatedPairs, pairCount)
    guard !few.isEmpty else { return "give --test-size, or accuracies with several rows a pair" }
    return
      "only \(few.count) of \(counted(all, "pair")) \(few.count == 1 ? "has" : "have") several rows"
      + " (\(listed(few))), and a dataset needs them for three models; give --test-size, or several rows"
      + " of the others"
  }

  /// Of how many pairs the noise is known, where it is not of all; nil where it is.
  var partialNoise: String? {
    guard let ceiling, ceiling.pairs < pairCount else { return nil }
    return "known of \(ceiling.pairs) of \(counted(pairCount, "pair"))"
  }

  private var pairCount: Int { table.merits.joined().count { $0 != nil } }

  /// "a on d"
  private var repeatedPairs: [String] {
    zip(table.datasets, table.errors).flatMap { dataset, errors in
      zip(table.models, errors).filter { $0.1 != nil }.map { "\($0.0) on \(dataset)" }
    }
  }
}
