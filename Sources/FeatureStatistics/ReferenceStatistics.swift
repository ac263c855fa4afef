/// Mean and population standard deviation per dimension of a model's features on its source data.
package struct ReferenceStatistics: Sendable, Equatable {
  /// [D]
  package let mean: [Double]
  /// [D], ddof 0, not floored
  package let standardDeviation: [Double]

  /// - Parameters: mean and population standard deviation, [D] each.
  package init(mean: [Double], standardDeviation: [Double]) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
