import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// SFDA on one (model, dataset), for any motion.
///
/// Rows are z_i = x_i - mu_{y_i}, which no rigid motion changes. Pass 1 needs Z R^-1 Mc' (N x C)
/// and Mc R^-1 Mc' only, both prepared once, Mc the centred means. Pass 2 mixes
/// x'_i = p_i z_i + p_i d_c + mbar_c with d_c = mu'_c - mbar_c (``ConfidenceMixing``) and solves with
/// the scatter of these: by its factor, or by iterations that many settings share the reads of
/// (``SharedSolver``). Which of both depends on the setting and the features alone.
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
  private let openRows: OpenRows
  private let solver: SharedSolver

  /// Settings that share a read at most.
  static let sharing = 32
  /// Elements of what settings that share a read hold together: 64 MB.
  private static let heldElements = 1 << 23

  init(_ input: IsometricInput) throws {
    statistics = input.statistics
    labels = input.rows.labels
    features = input.rows.features
    dimension = input.rows.dimension
    shrinkage = SFDAShrinkage.value(statistics, ones: try input.rows.ones())
    centredMeans = statistics.means.subtractingFromRows(statistics.moments.mean)
    let factor = try SFDAShrinkage.factor(
      statistics.scatter, rows: statistics.sampleCount, shrinkage, dimension: dimension)
    let solved = factor.solve(centredMeans.transposed)
    meanProducts = centredMeans.times(solved)
    projected = try RowProjection(
      input.rows, on: solved.transposed, about: .classMeans(statistics.means))
    openRows = OpenRows(
      CentredPieces(features: features, labels: labels, means: statistics.means),
      sharing: Self.sharing)
    solver = SharedSolver(
      factor: factor, scatter: statistics.scatter, openRows: openRows,
      rows: Double(statistics.sampleCount), dimension: Double(dimension), shrinkage: shrinkage)
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    try scores([motion])[0].get()
  }

  var sharedMotions: Int {
    Self.sharedMotions(
      SampleShape(
        rows: statistics.sampleCount, dimension: statistics.dimension,
        classes: statistics.classCount))
  }

  /// Settings that share a read.
  static func sharedMotions(_ shape: SampleShape) -> Int {
    max(1, min(sharing, 8 * heldElements / bytesPerMotion(shape)))
  }

  /// What each of them holds.
  static func bytesPerMotion(_ shape: SampleShape) -> Int {
    8 * (shape.rows + 10 * shape.classes * shape.dimension)
  }

  func scores(_ motions: [ClassMotion]) throws -> [Result<MetricScore, any Error>] {
    let shares = try motions.map { try confidences($0) }
    let sums = try openRows.sums(shares)
    let mixings = zip(motions, zip(shares, sums)).map { motion, open in
      ConfidenceMixing(
        moments: statistics.moments, centredMeans: motion.mixing.times(centredMeans),
        labels: labels, confidences: open.0, sums: open.1)
    }
    let shared = mixings.indices.filter { iteratesCheaper(mixings[$0]) }
    var solutions = [Result<Matrix, any Error>?](repeating: nil, count: mixings.count)
    for (place, solution) in zip(shared, try solver.solve(shared.map { mixings[$0] })) {
      solutions[place] = solution.map { .success($0) }
    }
    let known = solutions
    let solved = try CoreBudget.current.map(count: mixings.count) { k in
      known[k] ?? Result { try direct(mixings[k]) }
    }
    return try probabilities(mixings, solved)
  }

  /// Whether the shared iterations cost less than a Gram of the open rows and its factor.
  private func iteratesCheaper(_ mixing: ConfidenceMixing) -> Bool {
    SFDACost.iterating(
      rows: statistics.sampleCount, dimension: statistics.dimension,
      classes: statistics.classCount, open: openRows.count(mixing.confidences))
      < SFDACost.factoring(
        dimension: statistics.dimension, open: openRows.count(mixing.confidences))
  }

  /// R^-1 M' (D x C) by the factor of R.
  private func direct(_ mixing: ConfidenceMixing) throws -> Matrix {
    let limit = OpenRows.limit(classes: statistics.classCount)
    let within = try openRows.subtractGram(
      mixing.confidences, from: limit * limit * statistics.scatter)
    let factor = try SFDAShrinkage.factor(
      mixing.completing(within), rows: statistics.sampleCount, shrinkage, dimension: dimension)
    return factor.solve(mixing.means.transposed)
  }

  /// The logits of a setting: of row i of class c p_i (z_i'solved + shifted_c) + bases_c.
  private struct Logits: Sendable {
    let confidences: [Double]
    /// D x C
    let solved: Matrix
    /// C x C
    let shifted: Matrix
    /// C x C
    let bases: Matrix
  }

  /// The mean probability of the true class, for each setting: one read, 2 N D C each.
  private func probabilities(
    _ mixings: [ConfidenceMixing], _ solved: [Result<Matrix, any Error>]
  ) throws -> [Result<MetricScore, any Error>] {
    let settings = zip(mixings, solved).map { mixing, solved in
      solved.map { logits(mixing, $0) }
    }
    let usable = settings.compactMap { try? $0.get() }
    let slots = openRows.slots
    let vectors = slots.joined(usable.map(\.solved))
    let halves = try openRows.pieces.mapHalves { range in
      var sums = [Double](repeating: 0, count: usable.count)
      try openRows.pieces.forEach(in: range) { first, rows in
        let isJoined = slots.areIndependent(rows: rows.rows, inner: rows.columns)
        let products = isJoined ? rows.times(vectors) : vectors
        for (k, setting) in usable.enumerated() {
          sums[k] += sum(
            setting, first,
            isJoined
              ? slots.matrix(in: k, of: products, columns: setting.solved.columns)
              : rows.times(setting.solved))
        }
      }
      return sums
    }
    var sums = zip(halves[0], halves[1]).map { $0 + $1 }[...]
    return settings.map { result in
      result.flatMap { _ in
        Result { try score(sums.removeFirst() / Double(statistics.sampleCount)) }
      }
    }
  }

  private func score(_ value: Double) throws -> MetricScore {
    try finite(value, "SFDA")
  }

  private func logits(_ mixing: ConfidenceMixing, _ solved: Matrix) -> Logits {
    let squares = (0..<mixing.means.rows).map { c in
      var sum = 0.0
      for d in 0..<solved.rows { sum += mixing.means[c, d] * solved[d, c] }
      return sum
    }
    return Logits(
      confidences: mixing.confidences, solved: solved,
      shifted: mixing.displacements.times(solved),
      bases: mixing.bases.times(solved).addingToRows(logPriors(squares)))
  }

  /// The sum of the true classes' probabilities over some rows z.
  ///
  /// - Parameter products: n x C, the rows times `solved`.
  private func sum(_ setting: Logits, _ first: Int, _ products: Matrix) -> Double {
    var part = products
    var sum = 0.0
    part.forEachRow { i, logits in
      let (c, p) = (labels[first + i], setting.confidences[first + i])
      for k in logits.indices {
        logits[k] = p * (logits[k] + setting.shifted[c, k]) + setting.bases[c, k]
      }
      sum += Softmax(logits: logits).probability(c)
    }
    return sum
  }

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
}
