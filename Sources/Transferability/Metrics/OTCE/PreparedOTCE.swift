import FeatureStatistics
import LinearAlgebra
import Platform

/// Rows of the source and of the target, coupled anew for each motion.
struct PreparedOTCE: PreparedMetric {
  private let term: OTCE.Term
  /// Both about the mean of all target rows
  private let source, target: Matrix
  private let sourceLabels, labels: [Int]
  private let classes: CentredClasses
  private let notes: [String]

  init(_ metric: OTCE, _ input: ScoringInput, _ given: SourceSample) throws {
    term = metric.term
    classes = CentredClasses(input.moments)
    let own = Self.evenlySpaced(input.labels.count, metric.rows)
    let others = Self.evenlySpaced(given.labels.count, metric.rows)
    target = try Self.rows(own, of: input.features).subtractingFromRows(classes.centre)
    source = try Self.rows(others, of: given.features).subtractingFromRows(classes.centre)
    labels = own.map { input.labels[$0] }
    sourceLabels = others.map { given.labels[$0] }
    notes = [("rows", own, input.labels.count), ("rows of the source", others, given.labels.count)]
      .filter { $0.1.count < $0.2 }.map { "\($0.1.count) of \($0.2) \($0.0) are coupled" }
    guard sumOfSquares(source.elements).isFinite else {
      throw MetricError("OTCE: the features on the source data are not finite, or too large.")
    }
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    var moved = target
    if !motion.isIdentity { moved.add(classes.shifts(motion), byLabel: labels) }
    let cost = try squaredDistances(moved)
    if term != .wasserstein { try checkDistances(cost) }
    let plan = OptimalTransport(cost)
    let score = term == .wasserstein ? -plan.total(cost) : conditionalEntropy(plan)
    return try finite(score, "OTCE", notes: notes)
  }

  /// - Throws: ``MetricError`` where all rows of one side are the same: every coupling costs the same then.
  private func checkDistances(_ cost: Matrix) throws {
    let tolerance = 1e-12 * (cost.elements.max() ?? 0)
    func isConstant(_ rows: Matrix) -> Bool {
      (0..<rows.rows).allSatisfy { row in
        let values = rows.row(row)
        return (values.max() ?? 0) - (values.min() ?? 0) <= tolerance
      }
    }
    for (matrix, name) in [(cost, "the features"), (cost.transposed, "the source data")]
    where isConstant(matrix) {
      throw MetricError(
        "OTCE couples rows by their distance, and all rows of \(name) are the same: every coupling is as "
          + "good as any other.")
    }
  }

  /// S x N
  private func squaredDistances(_ target: Matrix) throws -> Matrix {
    var result = source.timesTransposed(target)
    let (own, other) = (
      (0..<source.rows).map { sumOfSquares(source.row($0)) },
      (0..<target.rows).map { sumOfSquares(target.row($0)) }
    )
    for i in own.indices {
      for j in other.indices { result[i, j] = max(own[i] + other[j] - 2 * result[i, j], 0) }
    }
    guard result.elements.allSatisfy(\.isFinite) else {
      throw MetricError("OTCE: the features are too large to square.")
    }
    return result
  }

  /// Minus the entropy of the target labels given the source labels.
  private func conditionalEntropy(_ plan: OptimalTransport) -> Double {
    var joint = Matrix(rows: (sourceLabels.max() ?? 0) + 1, columns: classes.counts.count)
    for flow in plan.flows { joint[sourceLabels[flow.source], labels[flow.target]] += flow.share }
    var sum = 0.0
    for z in 0..<joint.rows {
      let total = joint.row(z).reduce(0, +)
      for share in joint.row(z) where share > 0 { sum += share * log(share / total) }
    }
    return sum
  }

  private static func evenlySpaced(_ count: Int, _ most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
  }

  private static func rows(_ wanted: [Int], of features: any RowSource) throws -> Matrix {
    var elements: [Double] = []
    var next = 0
    try features.forEachBlock { first, block in
      while next < wanted.count, wanted[next] < first + block.rows {
        elements += block.row(wanted[next] - first)
        next += 1
      }
    }
    return Matrix(rows: wanted.count, columns: features.columns, elements: elements)
  }
}
