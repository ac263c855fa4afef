import FeatureStatistics
import LinearAlgebra

/// What LogME needs of features and real-valued targets: one pass.
struct TargetSums {
  /// D x D, F'F
  private(set) var gram: Matrix
  /// K x D, Y'F
  private(set) var products: Matrix
  /// [D], of the rows as they are
  let mean: [Double]
  /// [K]
  let targetSums: [Double]
  /// Of the rows as they are
  let offset: CommonOffset

  /// - Parameter centre: [D], taken off each row; nil: nothing.
  init(_ input: ScoringInput, _ targets: Matrix, about centre: [Double]?) throws {
    let width = input.features.columns
    var gram = Matrix(rows: width, columns: width)
    var products = Matrix(rows: targets.columns, columns: width)
    var sums = [Double](repeating: 0, count: width)
    try input.features.forEachBlock { first, block in
      let rows = centre.map { block.subtractingFromRows($0) } ?? block
      gram.addGram(of: rows, factor: 1)
      let part = targets.selecting(Array(first..<(first + block.rows)))
      products = products + part.transposedTimes(rows)
      let ones = [Double](repeating: 1, count: block.rows)
      for (d, sum) in block.transposedTimes(ones).enumerated() { sums[d] += sum }
    }
    gram.mirrorUpperTriangle()
    let count = Double(targets.rows)
    self.gram = gram
    self.products = products
    mean = sums.map { $0 / count }
    targetSums = targets.transposedTimes([Double](repeating: 1, count: targets.rows))
    offset = CommonOffset(
      mean: mean, variance: max(gram.trace / count - sumOfSquares(mean), 0))
  }
}
