import LinearAlgebra
import Parallel

/// What is known of one model on one dataset.
package struct Sample: Sendable {
  /// Class statistics of the features; classes are 0..<C in the order of the sorted labels. Without
  /// scatter (0 x 0) where ``isometric()`` is to make a smaller one.
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
  /// Where the rows come from, if they are given in fewer coordinates.
  let ambient: AmbientSpace?
  private let reduced = OnceCache<Int, Sample>()

  package init(
    statistics: ClassStatistics, labels: [Int], features: any RowSource,
    outputs: SourceOutputs? = nil, targets: Matrix? = nil,
    reference: ReferenceStatistics? = nil
  ) {
    self.init(
      statistics: statistics, labels: labels, features: features, outputs: outputs,
      targets: targets, reference: reference, ambient: nil)
  }

  init(
    statistics: ClassStatistics, labels: [Int], features: any RowSource, outputs: SourceOutputs?,
    targets: Matrix? = nil, reference: ReferenceStatistics?, ambient: AmbientSpace?
  ) {
    self.statistics = statistics
    self.labels = labels
    self.features = features
    self.outputs = outputs
    self.targets = targets
    self.reference = reference
    self.ambient = ambient
  }

  /// D, the dimensions that the features have in the store.
  var dimension: Int { ambient?.dimension ?? statistics.dimension }

  /// [D], or in coordinates: the vector of ones, as far as it matters to the rows.
  var ones: [Double] { ambient?.ones ?? [Double](repeating: 1, count: statistics.dimension) }

  /// k x D: vectors of the space that the features have in the store.
  func ambientVectors(_ vectors: Matrix) throws -> Matrix {
    try ambient?.vectors(vectors) ?? vectors
  }

  /// The sample for what depends on inner products of rows alone: itself if it has its scatter;
  /// otherwise in N coordinates (``RowSpace``), computed once. Such a sample has all statistics.
  func isometric() throws -> Sample {
    guard statistics.scatter.rows < statistics.dimension else { return self }
    return try reduced.value(for: 0) { try RowSpace(self).reduced() }
  }
}
