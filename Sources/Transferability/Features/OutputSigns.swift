import Platform

/// What the rows of source-head outputs show of what they are. Logits that all lie in [0, 1], or whose
/// rows all have one sum, are hardly logits: a softmax over probabilities gives numbers, and wrong ones.
struct OutputSigns {
  private var rows = 0
  /// Rows of zeros alone, and those of them behind which no other row comes.
  private var (zeros, zerosAtEnd) = (0, 0)
  /// Other rows of one number throughout, and others that are as the row before.
  private var (flat, repeated) = (0, 0)
  private var former: [Double] = []
  private var (areProbabilities, areLogs, areNegatedLogs) = (true, true, true)
  /// Logarithms to the bases 2 and 10.
  private var (areBinaryLogs, areDecimalLogs) = (true, true)
  /// Whether each row falls from its first value to its last.
  private var areSorted = true
  private var columns = 0
  private var (smallest, largest) = (Double.infinity, -Double.infinity)
  private var (leastSum, largestSum) = (Double.infinity, -Double.infinity)
  /// The first row that lies in [0, 1] and is no distribution.
  private var odd: (row: Int, sum: Double)?
  private var isFinite = true

  mutating func add(_ row: some Collection<Double>, index: Int) {
    rows += 1
    let sum = row.reduce(0, +)
    for value in row {
      (smallest, largest) = (min(smallest, value), max(largest, value))
      if !value.isFinite { isFinite = false }
    }
    let isZero = sum == 0 && row.allSatisfy { $0 == 0 }
    zeros += isZero ? 1 : 0
    zerosAtEnd = isZero ? zerosAtEnd + 1 : 0
    if !isZero {
      let isFlat = row.count > 1 && row.allSatisfy { $0 == row.first }
      flat += isFlat ? 1 : 0
      repeated += !isFlat && rows > 1 && row.elementsEqual(former) ? 1 : 0
    }
    former = Array(row)
    (leastSum, largestSum) = (min(leastSum, sum), max(largestSum, sum))
    if !SourceOutputs.isDistribution(row) {
      areProbabilities = false
      if odd == nil { odd = (index, sum) }
    }
    areLogs = areLogs && SourceOutputs.isDistribution(row.map { exp($0) })
    areNegatedLogs = areNegatedLogs && SourceOutputs.isDistribution(row.map { exp(-$0) })
    areBinaryLogs = areBinaryLogs && SourceOutputs.isDistribution(row.map { exp2($0) })
    areDecimalLogs = areDecimalLogs && SourceOutputs.isDistribution(row.map { pow(10, $0) })
    columns = row.count
    areSorted = areSorted && zip(row, row.dropFirst()).allSatisfy { $0 >= $1 }
  }

  /// - Throws: ``MetricError`` for values that nearly are probabilities, with what to say.
  func kind() throws(MetricError) -> SourceOutputs.Kind {
    guard rows > 0 else { return .logits }
    if areProbabilities { return .probabilities }
    if areLogs { return .logProbabilities }
    guard isFinite, smallest < largest else { return .logits }
    if smallest >= 0, largest <= 1 + SourceOutputs.sumTolerance, let odd {
      throw MetricError(
        "the values of the logits all lie in [0, 1], as probabilities do, but row \(odd.row) (from 0)"
          + " sums to \(Self.shown(odd.sum)). Say logits_are: probabilities (rows that sum to 1 within"
          + " \(SourceOutputs.roundedSumTolerance) are divided by their sum) or logits_are: logits."
      )
    }
    if smallest >= 0, largestSum - leastSum <= 0.02 * largestSum {
      throw MetricError(
        "no value of the logits is negative, and all rows sum to about \(Self.shown(leastSum)):"
          + " probabilities in other units, as it seems. Divide each row by its sum and write it"
          + " again, or say logits_are: logits.")
    }
    if areNegatedLogs {
      throw MetricError(
        "the logits seem to be negated log-probabilities: the exponentials of minus each row sum to"
          + " 1. Write them with the other sign, or say logits_are: logits.")
    }
    if areBinaryLogs || areDecimalLogs {
      throw MetricError(
        "the logits seem to be logarithms of probabilities to the base \(areBinaryLogs ? 2 : 10): its powers"
          + " by each row sum to 1. Multiply them by its natural logarithm and write them again, or say"
          + " logits_are: logits.")
    }
    if areSorted, columns > 2, rows >= Self.fewestSorted {
      throw MetricError(
        "the logits fall from the first column to the last in every row, as the largest outputs do when"
          + " they are sorted. A column must be one source class in all rows. Write them unsorted, or say"
          + " logits_are: logits.")
    }
    return .logits
  }

  /// What is doubtful of rows that no network gives, as the end of a sentence that begins with their
  /// place; nil if there are none: zeros throughout, another number throughout, the row before again.
  var rowDoubt: String? {
    let clauses = [zeroClause, flatClause, repeatedClause].compactMap(\.self)
    return clauses.isEmpty ? nil : clauses.joined(separator: "; ")
  }

  private var zeroClause: String? {
    guard zeros > 0 else { return nil }
    let what = "\(zeros) of \(rows) rows of the logits \(zeros == 1 ? "is" : "are") all 0"
    return zerosAtEnd == 0
      ? what : what + ", \(zerosAtEnd) of them at the end, as if allocated and never written"
  }

  private var flatClause: String? {
    guard flat > 0 else { return nil }
    return
      "\(flat) of \(rows) rows of the logits \(flat == 1 ? "holds" : "hold") one number throughout"
  }

  private var repeatedClause: String? {
    guard repeated > 0 else { return nil }
    return
      "\(repeated) of \(rows) rows of the logits \(repeated == 1 ? "repeats" : "repeat") the row"
      + " before exactly"
  }

  /// So many rows of three values are all in falling order by chance once in 6^8 stores.
  private static let fewestSorted = 8

  private static func shown(_ sum: Double) -> String {
    let text = "\((sum * 10_000).rounded() / 10_000)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
