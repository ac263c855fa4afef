import FeatureStatistics
import FeatureStore
import LinearAlgebra

/// Columns of features that are most probably none: the label itself, or the number of the row.
struct ColumnScan {
  /// Columns with one value in each class, and another in each other.
  private(set) var labels: [Int] = []
  /// Columns that grow by the same from row to row.
  private(set) var numbers: [Int] = []

  /// - Parameter classes: of the rows; empty where the labels are no classes.
  init(_ features: FeatureMatrix, classes: [Int]) throws {
    let count = (classes.max() ?? -1) + 1
    var byClass = [[Double?]](
      repeating: [Double?](repeating: nil, count: count), count: features.columns)
    // A class of one row has one value of everything.
    labels = classes.count >= 2 * count && count > 1 ? Array(0..<features.columns) : []
    numbers = features.rows > 2 ? Array(0..<features.columns) : []
    var (first, second): ([Double], [Double]) = ([], [])
    try features.forEachBlock { start, block in
      for index in 0..<block.rows where !labels.isEmpty || !numbers.isEmpty {
        let place = start + index
        labels.removeAll { column in
          let value = block[index, column]
          let known = byClass[column][classes[place]]
          byClass[column][classes[place]] = value
          return known.map { $0 != value } ?? false
        }
        if place == 0 { first = Array(block.row(index)) }
        if place == 1 { second = Array(block.row(index)) }
        guard place > 0 else { continue }
        numbers.removeAll { column in
          let step = second[column] - first[column]
          return step == 0 || block[index, column] != first[column] + Double(place) * step
        }
      }
    }
    labels.removeAll { Set(byClass[$0]).count < count }
  }

  /// A sentence for each kind.
  var findings: [String] {
    let leaks = labels.map {
      "column \($0) has one value in each class and another in each other: is it the label?"
    }
    return leaks + numbers.map { "column \($0) numbers the rows: is it an index?" }
  }
}
