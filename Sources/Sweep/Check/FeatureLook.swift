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
    let found = try features.reduced(
      classes: [Int](repeating: 0, count: features.rows), classCount: 1, scatter: false
    ).moments.variances.elements
    variances = found
    lookAtConstants(found)
    lookAtRows(try RowScan(features))
    for sentence in try ColumnScan(features, classes: classes).findings {
      findings.append((.warning, sentence))
    }
  }

  private mutating func lookAtConstants(_ variances: [Double]) {
    constantCount = variances.count { $0 == 0 }
    guard constantCount > 0, constantCount == variances.count else { return }
    findings.append((.error, "all features are constant: every row is the same"))
  }

  private mutating func lookAtRows(_ scan: RowScan) {
    if scan.zerosAtEnd > 0 {
      let rows = scan.zerosAtEnd == 1 ? "the last row is" : "the last \(scan.zerosAtEnd) rows are"
      findings.append(
        (.warning, "\(rows) all 0, as if allocated and never written: was the last batch dropped?"))
    }
    let inside = scan.zeros - scan.zerosAtEnd
    if inside > 0 {
      findings.append(
        (.warning, "\(inside == 1 ? "1 row is" : "\(inside) rows are") all 0 before the end"))
    }
    if scan.repeated > 0 {
      findings.append(
        (
          .warning,
          "\(scan.repeated == 1 ? "1 row repeats" : "\(scan.repeated) rows repeat") an earlier row"
            + " exactly (row \(scan.firstRepeated) first)"
        ))
    }
  }
}

/// Rows that are all zero, and rows that stand there twice.
struct RowScan {
  private(set) var zeros = 0
  private(set) var zerosAtEnd = 0
  private(set) var repeated = 0
  private(set) var firstRepeated = 0

  init(_ features: FeatureMatrix) throws {
    // Rows of 64 bits each: a hash that differs proves a difference; equal ones are as good as
    // proof, at some 10^-12 for a million rows.
    var seen: Set<UInt64> = []
    try features.forEachBlock { first, block in
      for index in 0..<block.rows {
        let row = block.row(index)
        if row.allSatisfy({ $0 == 0 }) {
          zeros += 1
          zerosAtEnd += 1
          continue
        }
        zerosAtEnd = 0
        if !seen.insert(Self.hash(row)).inserted {
          repeated += 1
          if repeated == 1 { firstRepeated = first + index }
        }
      }
    }
  }

  /// FNV-1a over the words of the numbers, with a final mix.
  private static func hash(_ row: some Sequence<Double>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in row {
      hash ^= value.bitPattern
      hash = hash &* 0x0000_0100_0000_01b3
      hash ^= hash >> 29
    }
    return hash
  }
}
