/// The dissimilarity 1 - corr(l_a, l_b) of one-hot labels, as levels in ascending order.
struct LabelLevels: Sendable {
  let count: Int
  let classes: Int
  /// C x C: the level of a pair (i, j), i < j, by the classes of i and j
  let table: [Int]

  subscript(a: Int, b: Int) -> Int { table[a * classes + b] }

  /// Two levels: one class, or two.
  static func exact(classes: Int) -> LabelLevels {
    let table = (0..<classes * classes).map { $0 / classes == $0 % classes ? 0 : 1 }
    return LabelLevels(count: 2, classes: classes, table: table)
  }

  /// The values of np.corrcoef in double precision, sums accumulated in order by fused
  /// multiply-add: they depend on the classes of a pair, and fall into more than two levels.
  static func rounded(classes: Int) -> LabelLevels {
    let mean = 1 / Double(classes)
    let factor = 1 / Double(classes - 1)
    func covariance(_ a: Int, _ b: Int) -> Double {
      var sum = 0.0
      for k in 0..<classes {
        sum.addProduct((k == a ? 1 : 0) - mean, (k == b ? 1 : 0) - mean)
      }
      return sum * factor
    }
    let deviations = (0..<classes).map { covariance($0, $0).squareRoot() }
    let values = (0..<classes * classes).map { index -> Double in
      let (a, b) = (index / classes, index % classes)
      let correlation = covariance(min(a, b), max(a, b)) / deviations[a] / deviations[b]
      return 1 - min(max(correlation, -1), 1)
    }
    let distinct = Set(values).sorted()
    let table = values.map { value in
      guard let level = distinct.firstIndex(of: value) else {
        preconditionFailure("\(value) is not among its own distinct values")
      }
      return level
    }
    return LabelLevels(count: distinct.count, classes: classes, table: table)
  }
}
