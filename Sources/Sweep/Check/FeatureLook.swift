import FeatureStatistics
import FeatureStore
import LinearAlgebra

/// What one look through features finds.
struct FeatureLook {
  private(set) var findings: [(StoreFinding.Severity, String)] = []
  /// [D], over all rows; nil if the features have no finite ones.
  private(set) var variances: [Double]?
  /// How many features are the same in all rows.
  private(set) var constantCount = 0

  /// - Parameter classes: of the rows; empty where the labels are no classes.
  init(_ features: FeatureMatrix, classes: [Int]) throws {
    if let position = try features.firstNotFinite() {
      findings.append((.error, position.sentence))
      return
    }
    let reduced = try features.reduced(
      classes: [Int](repeating: 0, count: features.rows), classCount: 1, scatter: false)
    let found = reduced.moments.variances.elements
    variances = found
    lookAtConstants(found)
    findings += reduced.rows.clauses.map { (.warning, $0) }
    for sentence in try ColumnScan(features, classes: classes).findings {
      findings.append((.warning, sentence))
    }
  }

  private mutating func lookAtConstants(_ variances: [Double]) {
    constantCount = variances.count { $0 == 0 }
    guard constantCount > 0, constantCount == variances.count else { return }
    findings.append((.error, "all features are constant: every row is the same"))
  }
}
