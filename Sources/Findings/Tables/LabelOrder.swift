/// The order of the rows and columns of a table: numbers by value before texts by character.
enum LabelOrder {
  static func precedes(_ first: [String], _ second: [String]) -> Bool {
    for (a, b) in zip(first, second) where a != b {
      switch (number(a), number(b)) {
      case (let x?, let y?): return x == y ? a < b : x < y
      case (.some, nil): return true
      case (nil, .some): return false
      case (nil, nil): return a < b
      }
    }
    return first.count < second.count
  }

  /// nil for a text, and for NaN, which has no place among numbers.
  private static func number(_ label: String) -> Double? {
    Double(label).flatMap { $0.isNaN ? nil : $0 }
  }
}
