import FeatureStatistics
import LinearAlgebra
import Platform

/// LEAD on one (model, dataset): logits X (X'X + ridge m^2)^-1 X'Y of the moved rows about their
/// mean, m their mean length.
struct PreparedLEAD: PreparedMetric {
  let metric: LEAD
  let input: IsometricInput
  let classes: CentredClasses

  /// te-guide's: rows of a class that it takes for the NTK, tanh units, and what it adds to
  /// probabilities.
  private static let (kernelRows, units, guardTerm) = (8.0, 64, 1e-12)

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let rows = MovedRows(input.rows, classes, motion)
    let length = try meanLength(rows)
    guard length > 0, length.isFinite else {
      throw MetricError("LEAD: the features are the same in all rows, or too large to square.")
    }
    let weights = try weights(motion, length: length)
    let decays = try rates(rows, length).map { exp(-$0 * metric.time) }
    let labels = input.rows.labels
    let halves = try rows.mapHalves { range in
      var sum = 0.0
      try rows.forEachBlock(in: range) { first, block in
        var logits = block.times(weights)
        logits.forEachRow { i, row in
          sum += Self.likelihood(row, own: labels[first + i], decay: decays[labels[first + i]])
        }
      }
      return sum
    }
    return try finite((halves[0] + halves[1]) / Double(rows.rows), "LEAD")
  }

  /// log of the probability of the own class, once logits have relaxed towards the label.
  private static func likelihood(
    _ logits: UnsafeMutableBufferPointer<Double>, own: Int, decay: Double
  ) -> Double {
    for c in logits.indices { logits[c] = decay * logits[c] + (c == own ? 1 - decay : 0) }
    return log(exp(logits[own] - logSumExp(Array(logits)[...])) + guardTerm)
  }

  private func meanLength(_ rows: MovedRows) throws -> Double {
    let halves = try rows.mapHalves { range in
      var sum = 0.0
      try rows.forEachBlock(in: range) { _, block in
        for i in 0..<block.rows { sum += sumOfSquares(block.row(i)).squareRoot() }
      }
      return sum
    }
    return (halves[0] + halves[1]) / Double(rows.rows)
  }

  /// D x C
  private func weights(_ motion: ClassMotion, length: Double) throws -> Matrix {
    var regularised = classes.totalScatter(input.statistics.scatter, motion)
    regularised.addToDiagonal(metric.ridge * length * length)
    let sums = classes.combination(motion).times(classes.means).scalingRows(by: classes.counts)
    return try Cholesky(regularised).solve(sums.transposed)
  }

  /// [C]
  private func rates(_ rows: MovedRows, _ length: Double) throws -> [Double] {
    switch metric.rate {
    case .cancelled: classes.counts.map { 1 / min(Self.kernelRows, $0) }
    case .meanEigenvalue: try meanEigenvalues(rows, length)
    }
  }

  /// [C]: the trace of the kernel J J' of a class's rows, over their number. J_i is the gradient of
  /// the summed outputs of W2 tanh(W1 z_i + b1) + b2 by all its parameters:
  /// |J_i|^2 = (|z_i|^2 + 1) sum_u (w_u (1 - h_u^2))^2 + C |h|^2 + C, w_u the sum of unit u's weights.
  private func meanEigenvalues(_ rows: MovedRows, _ length: Double) throws -> [Double] {
    var random = SplitMix64(seed: metric.seed)
    let (units, classCount) = (Self.units, classes.counts.count)
    let scale = 1 / Double(input.rows.dimension).squareRoot() / length
    let inner =
      scale
      * Matrix(rows: rows.columns, columns: units, elements: random.normals(rows.columns * units))
    let outer = Matrix(
      rows: units, columns: classCount, elements: random.normals(units * classCount))
    let weights = (0..<units).map { outer.row($0).reduce(0, +) / Double(units).squareRoot() }
    var sums = [Double](repeating: 0, count: classCount)
    try rows.forEachBlock { first, block in
      let activations = block.times(inner)
      for i in 0..<block.rows {
        let square = sumOfSquares(block.row(i)) / (length * length)
        let (slope, size) = Self.unitSums(activations.row(i), weights)
        sums[input.rows.labels[first + i]] +=
          (square + 1) * slope + Double(classCount) * (size + 1)
      }
    }
    return zip(sums, classes.counts).map { $0 / $1 }
  }

  /// sum_u (w_u (1 - h_u^2))^2 and |h|^2, h = tanh of the activations.
  private static func unitSums(
    _ activations: ArraySlice<Double>, _ weights: [Double]
  ) -> (slope: Double, size: Double) {
    var (slope, size) = (0.0, 0.0)
    for (weight, activation) in zip(weights, activations) {
      let value = tanh(activation)
      let part = weight * (1 - value * value)
      slope += part * part
      size += value * value
    }
    return (slope, size)
  }
}
