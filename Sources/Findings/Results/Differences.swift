/// Differences of two lists of values, place by place.
enum Differences {
  /// nil where either has none.
  static func of(_ values: [Double?], less others: [Double?]) -> [Double?] {
    zip(values, others).map { value, other in
      guard let value, let other else { return nil }
      return value - other
    }
  }
}
