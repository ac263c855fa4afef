import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The rows x'_i = p_i x_i + (1 - p_i) mbar_{y_i} of SFDA's second pass, by their statistics.
struct ConfidenceMixing {
  /// C x D, class means of the mixed rows
  let means: Matrix
  /// D x D, their pooled population covariance
  let within: Matrix
  /// C x D, mu'_c - mbar_c
  let displacements: Matrix
  /// C x D, mbar_c: the mean of the other classes' means
  let bases: Matrix

  /// - Parameter centredMeans: moved class means, C x D, the mean of all rows subtracted.
  init(
    statistics: ClassStatistics, centredMeans: Matrix, labels: [Int], confidences: [Double],
    features: any RowSource
  ) throws {
    let (classes, dimension) = (statistics.classCount, statistics.dimension)
    let total = centredMeans.transposedTimes([Double](repeating: 1, count: classes))
    var bases = Matrix(rows: classes, columns: dimension)
    for c in 0..<classes {
      for d in 0..<dimension {
        bases[c, d] = (total[d] - centredMeans[c, d]) / Double(classes - 1)
      }
    }
    self.bases = bases
    displacements = centredMeans - bases

    let limit = exp(1) / (exp(1) + Double(classes - 1))
    var scatter = limit * limit * statistics.scatter
    // Sums over the rows that are not saturated; sum of z over a whole class is 0.
    var first = Matrix(rows: classes, columns: dimension)
    var second = first
    let open = confidences.indices.filter { limit - confidences[$0] > 1e-14 }
    if !open.isEmpty {
      try Self.addOpenRows(
        statistics: statistics, labels: labels, confidences: confidences, limit: limit,
        features: features, scatter: &scatter, first: &first, second: &second)
    }
    var sums = [Double](repeating: 0, count: classes)
    var squares = sums
    for (c, p) in zip(labels, confidences) {
      sums[c] += p - limit
      squares[c] += (p - limit) * (p - limit)
    }
    // About base + limit * displacement, a row is p z + (p - limit) d.
    var means = bases + limit * displacements
    for c in 0..<classes {
      let count = Double(statistics.counts[c])
      let d = Matrix(rows: 1, columns: dimension, elements: Array(displacements.row(c)))
      let offset =
        (1 / count)
        * (Matrix(rows: 1, columns: dimension, elements: Array(first.row(c))) + sums[c] * d)
      let cross = Matrix(rows: 1, columns: dimension, elements: Array(second.row(c)))
      scatter.addGram(of: d, factor: squares[c])
      scatter.addGram(of: offset, factor: -count)
      // u d' + d u' = ((u + d)(u + d)' - (u - d)(u - d)') / 2
      scatter.addGram(of: cross + d, factor: 0.5)
      scatter.addGram(of: cross - d, factor: -0.5)
      for k in 0..<dimension { means[c, k] += offset.elements[k] }
    }
    scatter.mirrorUpperTriangle()
    self.means = means
    within = (1 / Double(statistics.sampleCount)) * scatter
  }

  /// Adds sum (p^2 - limit^2) z z', sum p z (= sum (p - limit) z) and sum p (p - limit) z.
  private static func addOpenRows(
    statistics: ClassStatistics, labels: [Int], confidences: [Double], limit: Double,
    features: any RowSource, scatter: inout Matrix, first: inout Matrix, second: inout Matrix
  ) throws {
    let (means, dimension) = (statistics.means, statistics.dimension)
    try features.forEachBlock { start, block in
      var weighted: [Double] = []
      for i in 0..<block.rows where limit - confidences[start + i] > 1e-14 {
        let (c, p) = (labels[start + i], confidences[start + i])
        let weight = (limit * limit - p * p).squareRoot()
        for d in 0..<dimension {
          let z = block[i, d] - means[c, d]
          weighted.append(weight * z)
          first[c, d] += (p - limit) * z
          second[c, d] += p * (p - limit) * z
        }
      }
      let rows = weighted.count / max(dimension, 1)
      scatter.addGram(
        of: Matrix(rows: rows, columns: dimension, elements: weighted), factor: -1)
    }
  }
}
