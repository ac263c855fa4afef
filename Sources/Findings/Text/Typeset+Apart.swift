extension Typeset {
  private static let leastDigits = 4
  /// With these every double is told from every other.
  private static let mostDigits = 17

  /// Numbers that are compared: with as few significant digits, four or more, as tell different ones apart.
  package static func apart(_ values: [Double]) -> [String] {
    let different = Set(values.filter(\.isFinite)).count
    for digits in leastDigits..<mostDigits {
      let texts = values.map { short($0, digits) }
      if Set(zip(values, texts).filter { $0.0.isFinite }.map(\.1)).count == different {
        return texts
      }
    }
    return values.map { short($0, mostDigits) }
  }
}
