import FeatureStatistics

/// A score that rigid class shifts do not change, because it reads no features.
struct FixedScore: PreparedMetric {
  let value: Double
  let name: String
  /// Remarks that hold for every motion.
  var notes: [String] = []
  /// The note where the classes have moved.
  var motionNote = "class shifts act on features; this score does not read them"

  func score(_ motion: ClassMotion) throws -> MetricScore {
    try finite(value, name, notes: notes + (motion.isIdentity ? [] : [motionNote]))
  }
}
