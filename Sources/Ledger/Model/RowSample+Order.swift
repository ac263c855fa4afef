extension RowSample: Comparable {
  /// By size, then by seed.
  package static func < (left: RowSample, right: RowSample) -> Bool {
    (left.perClass, left.seed) < (right.perClass, right.seed)
  }
}

extension RowSample? {
  /// All rows come last: they are the largest sample.
  package func precedes(_ other: RowSample?) -> Bool {
    guard let sample = self else { return false }
    guard let other else { return true }
    return sample < other
  }
}
