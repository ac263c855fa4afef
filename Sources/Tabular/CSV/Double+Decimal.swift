extension Double {
  /// The number that a text writes in decimals; nil for any other text. `Double()` also reads
  /// hexadecimal numbers, which are never meant in a table or a plan.
  package init?(decimal text: String) {
    guard let value = Double(text), !text.lowercased().contains("x") else { return nil }
    self = value
  }
}
