import LinearAlgebra

/// The weighted tau of many settings with many shuffles of one truth, as a matrix product.
///
/// Symmetric weighted tau is the mean of two sums over pairs of models: sign of the scores' difference x
/// sign of the accuracies' difference x (w_i + w_j), with w = 1 / (rank + 1) by the scores and by the
/// accuracies; each over its sum of weights. The first is linear in the signs of the shuffled truth,
/// the second in its signs times its weights: both for all settings and shuffles are one product.
struct ShuffledTau {
  let models: Range<Int>
  private let pairs: [(Int, Int)]
  private let truth: [Double]
  /// Settings x (2 pairs): signs with the scores' weights, and signs; both divided by their norms.
  private let rows: Matrix

  /// nil for fewer than two models, constant truth, or a setting with constant scores.
  init?(truth: [Double], scores: [[Double]]) {
    let count = truth.count
    let pairs = (0..<count).flatMap { a in (a + 1..<max(count, a + 1)).map { (a, $0) } }
    let own = truth.indices.map { 1 / Double(Self.rank(truth, $0) + 1) }
    let truthTied = pairs.reduce(0) {
      $0 + (truth[$1.0] == truth[$1.1] ? own[$1.0] + own[$1.1] : 0)
    }
    let all = pairs.reduce(0) { $0 + own[$1.0] + own[$1.1] }
    guard all > truthTied else { return nil }
    var elements: [Double] = []
    for row in scores {
      let weights = row.indices.map { 1 / Double(Self.rank(row, $0) + 1) }
      let signs = pairs.map { pair -> Double in
        row[pair.0] > row[pair.1] ? 1 : row[pair.0] < row[pair.1] ? -1 : 0
      }
      let weighted = zip(pairs, signs).map { (weights[$0.0] + weights[$0.1]) * $1 }
      let untied = weighted.reduce(0) { $0 + abs($1) }
      guard untied > 0 else { return nil }
      // Without ties both factors of the norm are the sum of all weights.
      let byScore = (untied * (all - truthTied)).squareRoot()
      elements += weighted.map { $0 / byScore / 2 } + signs.map { $0 / byScore / 2 }
    }
    models = truth.indices
    self.pairs = pairs
    self.truth = truth
    rows = Matrix(rows: scores.count, columns: 2 * pairs.count, elements: elements)
  }

  /// Settings x shuffles; `orders` says for each model whose accuracy it gets.
  func taus(_ orders: [[Int]]) -> Matrix {
    let weights = truth.indices.map { 1 / Double(Self.rank(truth, $0) + 1) }
    var elements: [Double] = []
    elements.reserveCapacity(orders.count * 2 * pairs.count)
    for order in orders {
      let signs = pairs.map { pair -> Double in
        let (a, b) = (truth[order[pair.0]], truth[order[pair.1]])
        return a > b ? 1 : a < b ? -1 : 0
      }
      elements += signs
      for (sign, pair) in zip(signs, pairs) {
        elements.append(sign * (weights[order[pair.0]] + weights[order[pair.1]]))
      }
    }
    let shuffled = Matrix(rows: orders.count, columns: 2 * pairs.count, elements: elements)
    return rows.timesTransposed(shuffled)
  }

  /// From 0 for the best; equals in their own order.
  private static func rank(_ values: [Double], _ index: Int) -> Int {
    values.indices.count { other in
      values[other] > values[index] || values[other] == values[index] && other < index
    }
  }
}
