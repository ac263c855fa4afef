import FeatureStatistics
import LinearAlgebra
import Transferability

/// All that metrics read of a model on a dataset, in memory: samples of some rows are made from it
/// without reading again.
struct HeldSample: Sendable {
  private let features: Matrix
  private let labels: [Int]
  private let classes: Int
  private let outputs: (rows: Matrix, kind: SourceOutputs.Kind?)?
  private let reference: ReferenceStatistics?
  private let companions: Companions

  /// Bytes of doubles that are held at most: 2 GB.
  static let largest = 2_000_000_000

  /// Reads the features once.
  init(
    features: any RowSource, labels: [Int], classes: Int,
    outputs: (rows: any RowSource, kind: SourceOutputs.Kind?)?, reference: ReferenceStatistics?,
    companions: Companions
  ) throws {
    self.features = try Self.held(features)
    self.labels = labels
    self.classes = classes
    self.outputs = try outputs.map { (try Self.held($0.rows), $0.kind) }
    self.reference = reference
    self.companions = companions
  }

  /// - Parameter rows: ascending, at least one of each class.
  func input(of rows: [Int]) -> ScoringInput {
    let chosen = features.selecting(rows)
    let labels = rows.map { self.labels[$0] }
    let moments = Self.moments(chosen, labels, classes)
    // As a pass over a store has it.
    let hasScatter = chosen.rows >= chosen.columns
    return ScoringInput(
      moments: moments,
      scatter: hasScatter ? (chosen - moments.means.selecting(labels)).gram() : nil,
      labels: labels, features: chosen,
      outputs: outputs.map { SourceOutputs($0.rows.selecting(rows), kind: $0.kind) },
      reference: reference, companions: companions.selecting(rows))
  }

  private static func held(_ source: any RowSource) throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(source.rows * source.columns)
    try source.forEachBlock { _, block in elements += block.elements }
    return Matrix(rows: source.rows, columns: source.columns, elements: elements)
  }

  private static func moments(_ rows: Matrix, _ labels: [Int], _ classes: Int) -> ClassMoments {
    var counts = [Int](repeating: 0, count: classes)
    for label in labels { counts[label] += 1 }
    let shares = counts.map { 1 / Double($0) }
    let means = rows.rowSums(byLabel: labels, count: classes).scalingRows(by: shares)
    var squares = rows - means.selecting(labels)
    for i in 0..<rows.rows {
      for d in 0..<rows.columns { squares[i, d] *= squares[i, d] }
    }
    return ClassMoments(
      counts: counts, means: means,
      variances: squares.rowSums(byLabel: labels, count: classes).scalingRows(by: shares))
  }
}
