import Platform

/// log sum exp of the values, without overflow.
func logSumExp(_ values: ArraySlice<Double>) -> Double {
  guard let largest = values.max() else { return -.infinity }
  return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
}
