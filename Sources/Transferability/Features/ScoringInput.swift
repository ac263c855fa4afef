import FeatureStatistics
import LinearAlgebra
import Parallel

/// What is known of one model on one dataset: labelled features, and what else metrics read.
package struct ScoringInput: Sendable {
  /// Of the features by classes; classes are 0..<C in the order of the sorted labels.
  package let moments: ClassMoments
  /// D x D, see ``ClassStatistics/scatter``; nil where it was not computed: ``isometric()`` then has
  /// another, or a smaller one.
  package let scatter: Matrix?
  /// Makes the scatter by another pass where it was left out for metrics that do not read it; nil where
  /// there is none to be made.
  private let makeScatter: (@Sendable () throws -> Matrix?)?
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
  /// What few metrics read.
  package let companions: Companions
  /// Of model and dataset; empty for rows that have none.
  package let name: String
  /// Where the rows come from, if they are given in fewer coordinates.
  let ambient: AmbientSpace?
  private let reduced = OnceCache<Int, IsometricInput>()

  /// - Parameters:
  ///   - moments: of the features (C x D).
  ///   - scatter: D x D, or nil where it was not computed.
  ///   - makeScatter: computes it, where it was left out.
  ///   - labels: [N]
  ///   - features: N x D
  ///   - targets: N x K
  package init(
    moments: ClassMoments, scatter: Matrix? = nil,
    makeScatter: (@Sendable () throws -> Matrix?)? = nil, labels: [Int], features: any RowSource,
    outputs: SourceOutputs? = nil, targets: Matrix? = nil,
    reference: ReferenceStatistics? = nil, companions: Companions = Companions(),
    name: String = ""
  ) {
    self.init(
      moments: moments, scatter: scatter, makeScatter: makeScatter, labels: labels,
      features: features, outputs: outputs, targets: targets, reference: reference,
      companions: companions, name: name, ambient: nil)
  }

  init(
    moments: ClassMoments, scatter: Matrix?,
    makeScatter: (@Sendable () throws -> Matrix?)? = nil, labels: [Int], features: any RowSource,
    outputs: SourceOutputs?, targets: Matrix? = nil, reference: ReferenceStatistics?,
    companions: Companions = Companions(), name: String = "", ambient: AmbientSpace?
  ) {
    self.moments = moments
    self.scatter = scatter
    self.makeScatter = makeScatter
    self.labels = labels
    self.features = features
    self.outputs = outputs
    self.targets = targets
    self.reference = reference
    self.companions = companions
    self.name = name
    self.ambient = ambient
  }

  /// D, the dimensions that the features have in the store.
  var dimension: Int { ambient?.dimension ?? moments.dimension }

  /// [D], or in coordinates: the vector of ones, as far as it matters to the rows.
  func ones() -> [Double] {
    ambient?.ones() ?? [Double](repeating: 1, count: moments.dimension)
  }

  /// k x D: vectors of the space that the features have in the store.
  func ambientVectors(_ vectors: Matrix) throws -> Matrix {
    try ambient?.vectors(vectors) ?? vectors
  }

  /// For what depends on inner products of rows alone: the rows as they are if their scatter is at
  /// hand or can be made; otherwise in N coordinates (``RowSpace``). Computed once.
  func isometric() throws -> IsometricInput {
    if let scatter { return IsometricInput(self, scatter: scatter) }
    return try reduced.value(for: 0) {
      if let scatter = try makeScatter?() { return IsometricInput(self, scatter: scatter) }
      return try RowSpace(self).reduced()
    }
  }
}
