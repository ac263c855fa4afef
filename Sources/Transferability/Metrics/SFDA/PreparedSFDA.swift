import FeatureStatistics
import LinearAlgebra
import Platform

/// SFDA on one (model, dataset), for any motion.
///
/// Rows are z_i = x_i - mu_{y_i}, which no rigid motion changes. Pass 1 needs Z R^-1 Mc' (N x C)
/// and Mc R^-1 Mc' only, both prepared once, Mc the centred means. Pass 2 mixes
/// x'_i = p_i z_i + p_i d_c + mbar_c with d_c = mu'_c - mbar_c. Rows whose confidence has reached
/// its limit enter the scatter without being read: see ``OpenRows``.
struct PreparedSFDA: PreparedMetric {
  private let statistics: ClassStatistics
  private let labels: [Int]
  private let features: any RowSource
  /// D
  private let dimension: Int
  private let shrinkage: Double
  /// C x D
  private let centredMeans: Matrix
  /// Z R^-1 Mc', N x C
  private let projected: RowProjection
  /// C x C
  private let meanProducts: Matrix

  init(_ input: IsometricInput) throws {
    statistics = input.statistics
    labels = input.rows.labels
    features = input.rows.features
    guard statistics.classCount > 1 else {
      throw MetricError("SFDA needs at least two classes; this dataset has one.")
    }
    dimension = input.rows.dimension
    shrinkage = Self.shrinkage(statistics, ones: input.rows.ones)
    centredMeans = statistics.means.subtractingFromRows(statistics.moments.mean)
    let factor = try Self.factor(statistics.scatter, statistics.sampleCount, shrinkage, dimension)
    let solved = factor.solve(centredMeans.transposed)
    meanProducts = centredMeans.times(solved)
    projected = try RowProjection(
      input.rows, on: solved.transposed, about: .classMeans(statistics.means))
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let confidences = try confidences(motion)
    let mixing = try ConfidenceMixing(
      statistics: statistics, centredMeans: motion.mixing.times(centredMeans), labels: labels,
      confidences: confidences, features: features)
    let factor = try Self.factor(mixing.scatter, statistics.sampleCount, shrinkage, dimension)
    let half = factor.solveLower(mixing.means.transposed)
    let constants = logPriors(half.columnSquares())
    let solved = factor.solveUpper(half)
    // The logits of row i of class c are p_i (z_i'solved + shifted_c) + bases_c.
    let shifted = (mixing.displacements - statistics.means).times(solved)
    let bases = mixing.bases.times(solved).addingToRows(constants)
    let sums = try features.mapHalves { range in
      var sum = 0.0
      try features.forEachBlock(in: range) { first, block in
        block.forEachPiece(of: Self.pieceRows, in: 0..<block.rows) { start, rows in
          var part = rows.times(solved)
          part.forEachRow { i, logits in
            let (c, p) = (labels[first + start + i], confidences[first + start + i])
            for k in logits.indices { logits[k] = p * (logits[k] + shifted[c, k]) + bases[c, k] }
            sum += Softmax(logits: logits).probability(c)
          }
        }
      }
      return sum
    }
    let score = (sums[0] + sums[1]) / Double(statistics.sampleCount)
    guard score.isFinite else { throw MetricError("SFDA has no finite value on these features.") }
    return MetricScore(score)
  }

  /// Rows whose logits are held at a time.
  private static let pieceRows = 1024

  /// Pass 1: p_i for each row. No feature is read where N x C numbers are kept.
  private func confidences(_ motion: ClassMotion) throws -> [Double] {
    let between = motion.mixing.times(meanProducts).timesTransposed(motion.mixing)
    let offsets = between.addingToRows(logPriors(between.diagonal))
    let halves = try projected.mapHalves { range in
      var result: [Double] = []
      result.reserveCapacity(range.count)
      try projected.forEachPiece(
        in: range, mixing: motion.isIdentity ? nil : motion.mixing
      ) { first, piece in
        piece.add(offsets, byLabel: labels[first..<(first + piece.rows)])
        piece.forEachRow { i, logits in
          result.append(Softmax(logits: logits).confidence(labels[first + i]))
        }
      }
      return result
    }
    return halves[0] + halves[1]
  }

  /// -1/2 mu_c' R^-1 mu_c + log pi_c.
  private func logPriors(_ squares: [Double]) -> [Double] {
    let total = Double(statistics.sampleCount)
    return zip(squares, statistics.counts).map { -0.5 * $0 + log(Double($1) / total) }
  }

  /// Of (1 - s) Sw + s tr(Sw) / D; the scatter N Sw is in the upper triangle.
  private static func factor(
    _ scatter: Matrix, _ rows: Int, _ shrinkage: Double, _ dimension: Int
  ) throws -> Cholesky {
    let ridge = shrinkage * scatter.trace / Double(rows) / Double(dimension)
    var regularised = (1 - shrinkage) / Double(rows) * scatter
    for d in 0..<scatter.rows { regularised[d, d] += ridge }
    do { return try Cholesky(regularised) } catch {
      throw MetricError(
        "SFDA: the within-class scatter cannot be inverted; the features are constant within "
          + "classes, or not finite.")
    }
  }

  /// The official constants of the shrinkage.
  private static let (decay, leastShrinkage) = (5.0, 1e-10)

  /// exp(-5 lambda), at least 1e-10; lambda by the official three rounds of power iteration on Sw.
  private static func shrinkage(_ statistics: ClassStatistics, ones: [Double]) -> Double {
    let scatter = statistics.scatter
    func normalised(_ vector: [Double]) -> [Double] {
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return vector.map { $0 / norm }
    }
    var x = scatter.times(ones)
    var y = x
    for _ in 0..<3 {
      y = normalised(scatter.times(x))
      x = normalised(scatter.times(y))
    }
    let lambda = zip(x, scatter.times(y)).reduce(0) { $0 + $1.0 * $1.1 }
    return max(
      exp(-decay * lambda / Double(statistics.sampleCount)), leastShrinkage)
  }
}
