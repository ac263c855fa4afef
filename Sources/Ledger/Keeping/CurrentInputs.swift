/// What the current runs of an experiment read, dataset by dataset: features, labels, accuracies and
/// the like with their digests. A table holds runs of one state of these only.
struct CurrentInputs {
  /// By dataset: name of a part to its digest.
  private var parts: [String: [String: String]] = [:]

  /// The names of what `specification` read in another state than the current runs of its dataset;
  /// empty if they agree, or have nothing in common.
  func differences(_ specification: RunSpecification, _ read: [String: String]) -> [String] {
    guard let here = parts[specification.dataset] else { return [] }
    return named(specification, read).filter {
      here[$0.key].map { [own = $0.value] in $0 != own } ?? false
    }
    .keys.sorted()
  }

  /// Adds what a current run read.
  mutating func add(_ specification: RunSpecification, _ read: [String: String]) {
    parts[specification.dataset, default: [:]].merge(named(specification, read)) { first, _ in first
    }
  }

  /// The parts with what else decides the numbers of a dataset, whatever the setting is.
  private func named(
    _ specification: RunSpecification, _ read: [String: String]
  ) -> [String: String] {
    var named = read
    named["method version"] = "\(specification.methodVersion)"
    named["which accuracies are better"] = specification.lowerIsBetter ? "lower" : "higher"
    return named
  }
}
