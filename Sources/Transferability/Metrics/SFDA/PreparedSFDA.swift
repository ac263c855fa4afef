import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// SFDA on one (model, dataset), for any motion.
///
/// Rows are z_i = x_i - mu_{y_i}, which no rigid motion changes. Pass 1 needs Z R^-1 Mc' (N x C)
/// and Mc R^-1 Mc' only, both prepared once, Mc the centred means (``MeanSpan``). Pass 2 mixes
/// x'_i = p_i z_i + p_i d_c + mbar_c with d_c = mu'_c - mbar_c (``ConfidenceMixing``) and solves with
/// the scatter of these: by its factor, or by iterations that many settings share the reads of
/// (``SharedSolver``). Which of both depends on the setting and the features alone. Where every row is
/// as sure as a row can be, pass 2 needs no more than pass 1.
struct PreparedSFDA: PreparedMetric {
  private let statistics: ClassStatistics
  private let labels: [Int]
  /// D
  private let dimension: Int
  /// C x D
  private let centredMeans: Matrix
  private let firstPass: ShrunkScatter
  private let span: MeanSpan
  private let openRows: OpenRows
  private let solver: SharedSolver

  /// Settings that share a read at most.
  static let sharing = 64
  /// Elements of what settings that share a read hold together: 128 MB.
  private static let heldElements = 1 << 24

  init(_ input: IsometricInput) throws {
    statistics = input.statistics
    labels = input.rows.labels
    dimension = input.rows.dimension
    centredMeans = statistics.means.subtractingFromRows(statistics.moments.mean)
    firstPass = try ShrunkScatter(statistics, dimension: dimension, ones: input.rows.ones())
    span = try MeanSpan(
      input.rows, means: centredMeans, classMeans: statistics.means, firstPass)
    openRows = OpenRows(
      CentredPieces(features: input.rows.features, labels: labels, means: statistics.means),
      sharing: Self.sharing)
    solver = SharedSolver(firstPass: firstPass, openRows: openRows, span: span)
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
    let open = motions.indices.filter { openRows.count(shares[$0]) > 0 }
    var settings = motions.indices.map { k -> Result<MixedLogits, any Error>? in
      open.contains(k) ? nil : .success(settled(motions[k], shares[k]))
    }
    let found = try solved(open.map { (motions[$0], shares[$0]) })
    for (place, logits) in zip(open, found) { settings[place] = logits }
    let usable = settings.compactMap { try? $0?.get() }
    var sums = try MixedProbabilities(openRows: openRows, span: span).sums(usable)[...]
    return settings.compactMap { $0 }.map { result in
      result.flatMap { _ in
        Result { try finite(sums.removeFirst() / Double(statistics.sampleCount), "SFDA") }
      }
    }
  }

  /// Where no row is open.
  private func settled(_ motion: ClassMotion, _ confidences: [Double]) -> MixedLogits {
    MixedLogits(
      settled: confidences, mixing: motion.mixing,
      limit: OpenRows.limit(classes: statistics.classCount), in: span, priors: logPriors)
  }

  /// Where some are.
  private func solved(
    _ motions: [(motion: ClassMotion, confidences: [Double])]
  ) throws -> [Result<MixedLogits, any Error>] {
    let shared = motions.indices.filter { iteratesCheaper(motions[$0].confidences) }
    let (sums, products) = try openRows.sums(
      motions.map(\.confidences), and: shared.map { solver.beginning(motions[$0].confidences) },
      known: span.projected.held)
    let mixings = zip(motions, sums).map { setting, sums in
      ConfidenceMixing(
        moments: statistics.moments, centredMeans: setting.motion.mixing.times(centredMeans),
        labels: labels, confidences: setting.confidences, sums: sums)
    }
    var solutions = [Matrix?](repeating: nil, count: mixings.count)
    let found = try solver.solve(shared.map { mixings[$0] }, products)
    for (place, solution) in zip(shared, found) { solutions[place] = solution }
    let known = solutions
    let limit = OpenRows.limit(classes: statistics.classCount)
    return try CoreBudget.current.map(count: mixings.count) { k in
      Result {
        MixedLogits(
          mixings[k], solution: try known[k] ?? direct(mixings[k]), limit: limit, in: span,
          priors: logPriors)
      }
    }
  }

  /// Whether the shared iterations cost less than a Gram of the open rows and its factor.
  private func iteratesCheaper(_ confidences: [Double]) -> Bool {
    let open = openRows.count(confidences)
    return SFDACost.iterating(
      rows: statistics.sampleCount, dimension: statistics.dimension,
      classes: statistics.classCount, open: open)
      < SFDACost.factoring(dimension: statistics.dimension, open: open)
  }

  /// R^-1 M' (D x C) by the factor of R.
  private func direct(_ mixing: ConfidenceMixing) throws -> Matrix {
    let limit = OpenRows.limit(classes: statistics.classCount)
    let within = try openRows.subtractGram(
      mixing.confidences, from: limit * limit * statistics.scatter)
    let factor = try SFDAShrinkage.factor(
      mixing.completing(within), rows: statistics.sampleCount, firstPass.shrinkage,
      dimension: dimension)
    return factor.solve(mixing.means.transposed)
  }

  /// Pass 1: p_i for each row. No feature is read where N x C numbers are kept.
  private func confidences(_ motion: ClassMotion) throws -> [Double] {
    let between = motion.mixing.times(span.products).timesTransposed(motion.mixing)
    let offsets = between.addingToRows(logPriors(between.diagonal))
    let halves = try span.projected.mapHalves { range in
      var result: [Double] = []
      result.reserveCapacity(range.count)
      try span.projected.forEachPiece(
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
