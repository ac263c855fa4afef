/// What one task computes.
package struct TaskWork: Codable, Sendable, Equatable {
  /// By dataset and model.
  package let pairs: [PairWork]

  /// - Parameter pairs: in any order.
  package init(_ pairs: [PairWork]) {
    self.pairs = pairs.sorted { ($0.dataset, $0.model) < ($1.dataset, $1.model) }
  }

  /// Of all pairs.
  package var evaluations: Int { pairs.reduce(0) { $0 + $1.settings.indices.count } }
  /// Seconds of one core.
  package var seconds: Double { pairs.reduce(0) { $0 + $1.seconds } }
  /// Bytes of features that are read.
  package var bytes: Int { pairs.reduce(0) { $0 + $1.bytes } }
}
