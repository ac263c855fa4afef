package import FeatureStatistics

/// What is read of a model's reference.
package struct ReducedReference: Sendable {
  /// Mean and population standard deviation of each dimension.
  package let statistics: ReferenceStatistics
  /// Of what they were computed from.
  package let digest: String
  /// Rows that may never have been written, or were written twice; nil where the file has mean and
  /// standard deviation themselves.
  package let rows: RowDoubts?
}
