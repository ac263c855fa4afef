internal import LinearAlgebra

extension Labels {
  /// In what two labellings of the same dataset differ; nil if they are the same but for the order
  /// of the rows.
  func disagreement(with other: Labels) -> String? {
    guard (targets == nil) == (other.targets == nil) else {
      return "one has classes, the other real-valued targets"
    }
    guard targets == nil else { return targetDisagreement(with: other) }
    guard count == other.count else { return "\(count) and \(other.count) rows" }
    guard values == other.values else {
      let own = Set(values).symmetricDifference(other.values).sorted()
      return "the classes \(own.prefix(5).joined(separator: ", "))"
        + (own.count > 5 ? " and \(own.count - 5) more" : "") + " are in one only"
    }
    let (counts, others) = (self.counts, other.counts)
    guard let index = values.indices.first(where: { counts[$0] != others[$0] }) else { return nil }
    return "class \(values[index]) has \(counts[index]) and \(others[index]) rows"
  }

  /// [C], rows of each class.
  package var counts: [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in classes { counts[label] += 1 }
    return counts
  }

  private func targetDisagreement(with other: Labels) -> String? {
    guard let targets, let others = other.targets else { return nil }
    guard targets.rows == others.rows, targets.columns == others.columns else {
      return "targets \(targets.rows) x \(targets.columns) and \(others.rows) x \(others.columns)"
    }
    for column in 0..<targets.columns {
      let own = (0..<targets.rows).map { targets[$0, column] }.sorted()
      let theirs = (0..<targets.rows).map { others[$0, column] }.sorted()
      if own != theirs { return "the values of target \(column)" }
    }
    return nil
  }
}
