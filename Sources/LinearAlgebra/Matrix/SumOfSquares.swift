/// The squared Euclidean length, summed in order.
@inlinable package func sumOfSquares(_ values: some Sequence<Double>) -> Double {
  var sum = 0.0
  for value in values { sum += value * value }
  return sum
}
