internal import FeatureStatistics
internal import LinearAlgebra

/// The first value of a matrix that is NaN or infinite, and how many there are.
package struct NotFinitePosition: Sendable, Equatable {
  /// As stored, from 0.
  package let row: Int
  /// Of the first value that is not finite, from 0.
  package let column: Int
  /// The first value that is not finite.
  package let value: Double
  /// How many values are not finite.
  package let count: Int
  /// Whether attributes of the dataset say which stored numbers are missing.
  package let hasMissing: Bool

  /// "3 values are not finite; the first, NaN, is in row 17, column 3".
  package var sentence: String {
    let kind = value.isNaN ? "NaN" : "infinite"
    let place = "is in row \(row), column \(column)"
    let reason =
      hasMissing && value.isNaN
      ? " (or the attributes _FillValue, missing_value or valid_range say so of the stored number)"
      : ""
    return count == 1
      ? "1 value is not finite: it is \(kind), in row \(row), column \(column)\(reason)"
      : "\(count) values are not finite; the first, \(kind), \(place)\(reason)"
  }
}

extension FeatureMatrix {
  /// nil if all values are finite. Reads everything once.
  package func firstNotFinite() throws -> NotFinitePosition? {
    var first: (row: Int, column: Int, value: Double)?
    var count = 0
    try forEachBlock { start, block in
      // The sum of 0 * x is 0 exactly if all x are finite: no branch in the common case.
      guard block.elements.reduce(0, { $0 + $1 * 0 }) != 0 else { return }
      for (index, value) in block.elements.enumerated() where !value.isFinite {
        count += 1
        if first == nil {
          first = (start + index / block.columns, index % block.columns, value)
        }
      }
    }
    return first.map {
      NotFinitePosition(
        row: selection.stored($0.row..<$0.row + 1).lowerBound, column: $0.column, value: $0.value,
        count: count,
        hasMissing: view.packing.map { !$0.missing.isEmpty || $0.valid != nil } ?? false)
    }
  }
}
