import LinearAlgebra
import Platform

/// The loss of multinomial logistic regression, factor * sum of cross entropies + penalty/2 |W|^2,
/// at coefficients (D + 1) x C: W in the first D rows, the intercepts, which cost nothing, in the
/// last. An evaluation costs 4 N D C.
struct SoftmaxRegression {
  /// N x D
  let rows: Matrix
  let labels: [Int]
  let classes: Int
  let factor: Double
  let penalty: Double

  func evaluate(_ coefficients: [Double]) -> (value: Double, gradient: [Double]) {
    let slopes = Matrix(
      rows: rows.columns, columns: classes,
      elements: Array(coefficients.prefix(rows.columns * classes)))
    var residuals = logits(coefficients)
    let losses = Self.turnIntoProbabilities(&residuals, labels)
    for (i, c) in labels.enumerated() { residuals[i, c] -= 1 }
    var gradient = rows.transposedTimes(residuals).elements
    for k in gradient.indices {
      gradient[k] = factor * gradient[k] + penalty * slopes.elements[k]
    }
    var sums = [Double](repeating: 0, count: classes)
    for i in 0..<residuals.rows { for c in 0..<classes { sums[c] += residuals[i, c] } }
    gradient += sums.map { factor * $0 }
    let loss = factor * losses.reduce(0, +) + penalty / 2 * sumOfSquares(slopes.elements)
    return (loss, gradient)
  }

  /// N x C, of these rows or others.
  func logits(_ coefficients: [Double], of others: Matrix? = nil) -> Matrix {
    let split = rows.columns * classes
    let slopes = Matrix(
      rows: rows.columns, columns: classes, elements: Array(coefficients.prefix(split)))
    let intercepts = coefficients[split...].map { -$0 }
    return (others ?? rows).times(slopes).subtractingFromRows(intercepts)
  }

  /// Rows of logits become probabilities; returns minus the log of each true class's.
  static func turnIntoProbabilities(_ logits: inout Matrix, _ labels: [Int]) -> [Double] {
    let width = logits.columns
    return logits.elements.withUnsafeMutableBufferPointer { values in
      labels.enumerated().map { i, c in
        var largest = -Double.infinity
        for k in 0..<width { largest = max(largest, values[i * width + k]) }
        let own = values[i * width + c] - largest
        var sum = 0.0
        for k in 0..<width {
          let value = exp(values[i * width + k] - largest)
          values[i * width + k] = value
          sum += value
        }
        for k in 0..<width { values[i * width + k] /= sum }
        return log(sum) - own
      }
    }
  }
}
