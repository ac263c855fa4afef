import LinearAlgebra

/// Class means about the mean of all rows, before and after a motion.
struct CentredClasses: Sendable {
  let counts: [Double]
  /// C x D, mu_c minus the mean of all rows
  let means: Matrix
  /// [D], the mean of all rows
  let centre: [Double]

  init(_ statistics: ClassStatistics) {
    counts = statistics.counts.map(Double.init)
    let total = counts.reduce(0, +)
    centre = statistics.means.transposedTimes(counts.map { $0 / total })
    means = statistics.means.subtractingFromRows(centre)
  }

  var total: Double { counts.reduce(0, +) }
  var rootCounts: [Double] { counts.map { $0.squareRoot() } }

  /// C x C matrix B: the moved means about the moved mean of all rows are B * means.
  func combination(_ motion: ClassMotion) -> Matrix {
    let mean = motion.mixing.transposedTimes(counts.map { $0 / total })
    return motion.mixing.subtractingFromRows(mean)
  }

  /// C x D, what the motion adds to each row of a class.
  func shifts(_ motion: ClassMotion) -> Matrix {
    (motion.mixing - Matrix.identity(counts.count)).times(means)
  }
}

extension Sample {
  /// All rows about the mean of all rows, times `right`' (k x D): N x k, one read.
  func projection(on right: Matrix, centre: [Double]) throws -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(labels.count * right.rows)
    try features.forEachBlock { _, block in
      elements += block.subtractingFromRows(centre).timesTransposed(right).elements
    }
    return Matrix(rows: labels.count, columns: right.rows, elements: elements)
  }

  /// Calls `body` with the rows in blocks as the motion has left them: one read.
  func forEachMovedBlock(
    _ shifts: Matrix, _ body: (_ firstRow: Int, _ block: Matrix) throws -> Void
  ) throws {
    try features.forEachBlock { start, block in
      var moved = block
      for i in 0..<moved.rows {
        let c = labels[start + i]
        for d in 0..<moved.columns { moved[i, d] += shifts[c, d] }
      }
      try body(start, moved)
    }
  }

  /// - Throws: ``MetricError`` with fewer than two classes.
  func requireTwoClasses(_ metric: String) throws {
    guard statistics.classCount > 1 else {
      throw MetricError("\(metric) compares classes; the dataset has \(statistics.classCount).")
    }
  }
}

/// - Throws: ``MetricError`` unless the score is a finite number.
func finite(_ score: Double, _ metric: String, notes: [String] = []) throws -> MetricScore {
  guard score.isFinite else {
    throw MetricError(
      "\(metric) is not a finite number (\(score)) here; "
        + "constant features or values too large or small to square are the usual cause.")
  }
  return MetricScore(score, notes: notes)
}

func sumOfSquares(_ values: some Sequence<Double>) -> Double {
  var sum = 0.0
  for value in values { sum += value * value }
  return sum
}
