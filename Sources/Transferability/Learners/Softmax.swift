import Platform

/// The logits of one row, and what SFDA makes of them.
struct Softmax {
  let logits: UnsafeMutableBufferPointer<Double>

  /// The first term left out, p^6/720, is less than rounding.
  private static let seriesLimit = 1e-3
  /// exp(-60) is less than rounding beside the largest term, which is 1.
  private static let negligible = -60.0

  private var largest: Double { logits.reduce(-.infinity, max) }

  /// The probability of `index`.
  func probability(_ index: Int) -> Double {
    let largest = largest
    var sum = 0.0
    for logit in logits where logit - largest > Self.negligible { sum += exp(logit - largest) }
    return exp(logits[index] - largest) / sum
  }

  /// The softmax of the probabilities at `index`: SFDA's confidence, in [1, e] / (e + C - 1). Turns
  /// the logits into exponentials.
  func confidence(_ index: Int) -> Double {
    let largest = largest
    var total = 0.0
    for k in logits.indices {
      let difference = logits[k] - largest
      logits[k] = difference > Self.negligible ? exp(difference) : 0
      total += logits[k]
    }
    var sum = 0.0
    // Most probabilities are next to nothing, where five terms of the series are exact.
    for value in logits {
      let p = value / total
      sum +=
        p < Self.seriesLimit
        ? 1 + p * (1 + p / 2 * (1 + p / 3 * (1 + p / 4 * (1 + p / 5)))) : exp(p)
    }
    return exp(logits[index] / total) / sum
  }
}
