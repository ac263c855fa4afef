/// Parts of a hub whose models are alike, so that an order by family or size says nothing in them.
enum HubParts {
  private static let fewest = 4

  static func all(
    _ table: TruthTable, _ attributes: ModelAttributes
  ) -> [(name: String, models: [Int])] {
    let families = Dictionary(grouping: table.models.indices) {
      attributes.families[table.models[$0]] ?? ""
    }
    let byFamily = families.filter { !$0.key.isEmpty && $0.value.count >= fewest }
      .sorted { $0.key < $1.key }.map { (name: "family \($0.key)", models: $0.value) }
    return byFamily + bySize(table, attributes.numbers[.parameters] ?? [:])
  }

  /// The smaller and the larger half.
  private static func bySize(
    _ table: TruthTable, _ sizes: [String: Double]
  ) -> [(name: String, models: [Int])] {
    let known = table.models.indices.compactMap { index in
      sizes[table.models[index]].map { (index, $0) }
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    guard known.count >= 2 * fewest else { return [] }
    let half = known.count / 2
    return [
      ("the smaller half by parameters", known.prefix(half).sorted()),
      ("the larger half by parameters", known.dropFirst(half).sorted()),
    ]
  }
}
