/// Numbers that stand for "no accuracy", as people and file formats write them.
package enum MissingMark {
  private static let usual: Set<Double> = [
    1, 9, 99, 999, 9999, 99_999, 999_999, 9_999_999, 32_767, 32_768, 65_535, 2_147_483_647,
    2_147_483_648,
  ]
  /// Fill values of formats: 1e20, 9.97e36, the largest float.
  private static let largest = 1e18
  /// A large mark is so many times as large as any other value.
  private static let distance = 8.0

  /// - Throws: ``CSVError`` for a whole negative number among values that are not negative, and for a
  ///   usual mark or an immense number far above all others.
  static func refuse(_ values: [PlacedValue], source: String) throws {
    guard let mark = negative(values) ?? large(values) else { return }
    throw CSVError(
      "\(source): '\(mark.text)' (\(mark.place)) looks like a mark for a missing accuracy; leave "
        + "the field empty. If it is a value, say so: unit: other.")
  }

  /// The place of a number among scores, which may be any, that is a usual mark and far from all others;
  /// nil if there is none.
  package static func index(in scores: [Double]) -> Int? {
    let finite = scores.filter(\.isFinite)
    guard finite.count > 2 else { return nil }
    return scores.indices.first { place in
      let size = abs(scores[place])
      guard size.isFinite, size >= largest || (size >= 999 && usual.contains(size)) else {
        return false
      }
      let others = finite.filter { $0 != scores[place] }
      return !others.isEmpty && others.allSatisfy { abs($0) <= size / distance }
    }
  }

  private static func negative(_ values: [PlacedValue]) -> PlacedValue? {
    let below = values.filter { $0.value < 0 }
    guard let first = below.first, below.count < values.count else { return nil }
    let areOne = below.allSatisfy { $0.value == first.value && $0.value == $0.value.rounded() }
    return areOne || below.allSatisfy { usual.contains(-$0.value) } ? first : nil
  }

  private static func large(_ values: [PlacedValue]) -> PlacedValue? {
    let marks = values.filter { value in
      let size = abs(value.value)
      return size >= largest || (size >= 999 && usual.contains(size))
    }
    guard let first = marks.first, marks.count < values.count else { return nil }
    let limit = (marks.map { abs($0.value) }.min() ?? 0) / distance
    let others = values.filter { value in !marks.contains { $0.value == value.value } }
    return others.allSatisfy { abs($0.value) <= limit } ? first : nil
  }
}
