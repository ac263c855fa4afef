/// A score that rigid class shifts do not change, because it reads no features.
struct FixedScore: PreparedMetric {
  let value: Double
  let name: String
  var note = "class shifts act on features; this score does not read them"

  func score(_ motion: ClassMotion) throws -> MetricScore {
    try finite(value, name, notes: motion.isIdentity ? [] : [note])
  }
}
