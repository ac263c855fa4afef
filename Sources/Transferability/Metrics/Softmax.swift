#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// exp(v - max) / sum, in place.
func softmax(_ values: inout [Double]) {
  let largest = values.max() ?? 0
  var sum = 0.0
  for k in values.indices {
    values[k] = exp(values[k] - largest)
    sum += values[k]
  }
  for k in values.indices { values[k] /= sum }
}

/// The softmax of `logits` at `index`.
func ownProbability(_ logits: [Double], _ index: Int) -> Double {
  let largest = logits.max() ?? 0
  let sum = logits.reduce(0) { $0 + exp($1 - largest) }
  return exp(logits[index] - largest) / sum
}

/// The softmax of probabilities at `index`: SFDA's confidence, in [1, e] / (e + C - 1).
func softenedOwn(_ probabilities: [Double], _ index: Int) -> Double {
  var sum = 0.0
  // Most probabilities are next to nothing, where five terms of the series are exact.
  for p in probabilities {
    sum += p < 1e-3 ? 1 + p * (1 + p / 2 * (1 + p / 3 * (1 + p / 4 * (1 + p / 5)))) : exp(p)
  }
  return exp(probabilities[index]) / sum
}
