import FeatureStatistics
import LinearAlgebra
import Transferability

/// All that metrics read of some rows of a model on a dataset, in memory: samples of them are made
/// without reading again.
struct HeldSample: Sendable {
  /// Of the dataset, ascending.
  private let rows: [Int]
  private let features: Matrix
  private let labels: [Int]
  private let classes: Int
  private let outputs: (rows: Matrix, kind: SourceOutputs.Kind?)?
  private let reference: ReferenceStatistics?
  private let companions: Companions
  private let name: String

  /// Bytes of doubles that are held at most: 2 GB.
  static let largest = 2_000_000_000

  /// - Parameters:
  ///   - rows: of the dataset, ascending.
  ///   - features: of these rows.
  ///   - labels: of all rows.
  ///   - outputs: of all rows; read once.
  ///   - name: of model and dataset.
  init(
    rows: [Int], features: Matrix, labels: [Int], classes: Int,
    outputs: (rows: any RowSource, kind: SourceOutputs.Kind?)?, reference: ReferenceStatistics?,
    companions: Companions, name: String
  ) throws {
    self.rows = rows
    self.features = features
    self.labels = rows.map { labels[$0] }
    self.classes = classes
    self.outputs = try outputs.map { (try $0.rows.reading(rows), $0.kind) }
    self.reference = reference
    self.companions = companions
    self.name = name
  }

  /// Whether a sample can be made.
  func holds(_ rows: [Int]) -> Bool { places(rows).count == rows.count }

  /// - Parameter rows: of the dataset, ascending, among those that are held; one of each class at least.
  func input(of rows: [Int]) -> ScoringInput {
    let places = places(rows)
    precondition(places.count == rows.count, "\(rows.count - places.count) rows are not held")
    let chosen = features.selecting(places)
    let labels = places.map { self.labels[$0] }
    let moments = Self.moments(chosen, labels, classes)
    // As a pass over a store has it.
    let hasScatter = chosen.rows >= chosen.columns
    return ScoringInput(
      moments: moments,
      scatter: hasScatter ? (chosen - moments.means.selecting(labels)).gram() : nil,
      labels: labels, features: chosen,
      outputs: outputs.map { SourceOutputs($0.rows.selecting(places), kind: $0.kind) },
      reference: reference, companions: companions.selecting(rows), name: name)
  }

  /// Where rows of the dataset are among those that are held; without those that are not.
  private func places(_ wanted: [Int]) -> [Int] {
    var wanted = wanted[...]
    return rows.indices.filter { place in
      guard rows[place] == wanted.first else { return false }
      wanted.removeFirst()
      return true
    }
  }

  private static func moments(_ rows: Matrix, _ labels: [Int], _ classes: Int) -> ClassMoments {
    var counts = [Int](repeating: 0, count: classes)
    for label in labels { counts[label] += 1 }
    let shares = counts.map { 1 / Double($0) }
    let means = rows.rowSums(byLabel: labels, count: classes).scalingRows(by: shares)
    var residuals = rows
    residuals.subtract(means, byLabel: labels)
    return ClassMoments(
      counts: counts, means: means,
      variances: residuals.squareSums(byLabel: labels, count: classes).scalingRows(by: shares))
  }
}
