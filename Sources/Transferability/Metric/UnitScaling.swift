/// (x - min) / (max - min); zeros if all are equal.
func unitScaled(_ values: [Double]) -> [Double] {
  guard let low = values.min(), let high = values.max(), high > low else {
    return values.map { _ in 0 }
  }
  return values.map { ($0 - low) / (high - low) }
}
