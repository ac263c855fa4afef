import LinearAlgebra

/// What is known of one model on one dataset.
package struct Sample: Sendable {
  /// Class statistics of the features; classes are 0..<C in the order of the sorted labels.
  package let statistics: ClassStatistics
  /// [N], the class of each row, 0..<C.
  package let labels: [Int]
  /// The features, N x D, in blocks. Reading them is the dear part: see ``MetricInputs``.
  package let features: any RowSource
  /// Source-head outputs, if the store has them.
  package let outputs: SourceOutputs?
  /// Targets of regression or multi-label tasks, N x K, if the labels are such.
  package let targets: Matrix?
  /// Features on the source data, for PED's rescaling, if the store has them.
  package let reference: ReferenceStatistics?

  package init(
    statistics: ClassStatistics, labels: [Int], features: any RowSource,
    outputs: SourceOutputs? = nil, targets: Matrix? = nil,
    reference: ReferenceStatistics? = nil
  ) {
    self.statistics = statistics
    self.labels = labels
    self.features = features
    self.outputs = outputs
    self.targets = targets
    self.reference = reference
  }
}
