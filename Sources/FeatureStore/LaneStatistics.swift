internal import LinearAlgebra

/// Running class statistics of one consecutive part of the rows.
struct LaneStatistics: Sendable {
  let classCount: Int
  let columns: Int
  private var counts: [Int]
  /// C x D: what is subtracted from the rows of a class before they are summed.
  private var shifts: [Double]
  private var hasShift: [Bool]
  /// C x D: sums of the shifted rows; after ``finish()`` the class means.
  private var means: [Double]
  /// C x D: sums of squares; after ``finish()`` the squared deviations from the class mean.
  private var deviations: [Double]
  /// D x D, upper triangle; after ``finish()`` about the class means. Empty without scatter.
  private var scatter: [Double]
  /// Digests of the blocks, in order.
  var leaves: [[UInt8]] = []

  init(classCount: Int, columns: Int, scatter: Bool) {
    self.classCount = classCount
    self.columns = columns
    counts = [Int](repeating: 0, count: classCount)
    hasShift = [Bool](repeating: false, count: classCount)
    shifts = [Double](repeating: 0, count: classCount * columns)
    means = shifts
    deviations = shifts
    self.scatter = [Double](repeating: 0, count: scatter ? columns * columns : 0)
  }

  /// Adds a block of rows, which is overwritten with the shifted rows.
  mutating func add(_ block: UnsafeMutablePointer<Double>, classes: ArraySlice<Int>) {
    chooseShifts(block, classes)
    let columns = columns
    shifts.withUnsafeBufferPointer { shifts in
      means.withUnsafeMutableBufferPointer { sums in
        deviations.withUnsafeMutableBufferPointer { squares in
          var row = block
          for label in classes {
            let shift = shifts.baseAddress! + label * columns
            let sum = sums.baseAddress! + label * columns
            let square = squares.baseAddress! + label * columns
            for d in 0..<columns {
              let value = row[d] - shift[d]
              row[d] = value
              sum[d] += value
              square[d] += value * value
            }
            row += columns
          }
        }
      }
    }
    for label in classes { counts[label] += 1 }
    guard !scatter.isEmpty else { return }
    scatter.withUnsafeMutableBufferPointer {
      addGram(of: block, rows: classes.count, columns: columns, to: $0.baseAddress!)
    }
  }

  /// The mean of a class in the first block that has it, computed about its first row, so that a
  /// constant feature is shifted to exactly zero.
  private mutating func chooseShifts(
    _ block: UnsafePointer<Double>, _ classes: ArraySlice<Int>
  ) {
    var rowsOf: [Int: [Int]] = [:]
    for (row, label) in classes.enumerated() where !hasShift[label] {
      rowsOf[label, default: []].append(row)
    }
    for (label, rows) in rowsOf {
      hasShift[label] = true
      let first = block + rows[0] * columns
      var sums = [Double](repeating: 0, count: columns)
      for row in rows.dropFirst() {
        let values = block + row * columns
        for d in 0..<columns { sums[d] += values[d] - first[d] }
      }
      for d in 0..<columns {
        shifts[label * columns + d] = first[d] + sums[d] / Double(rows.count)
      }
    }
  }

  /// Turns sums about the shifts into means and deviations about the means.
  mutating func finish() {
    var weighted = [Double](repeating: 0, count: classCount * columns)
    for label in 0..<classCount where counts[label] > 0 {
      let n = Double(counts[label])
      for index in label * columns..<(label + 1) * columns {
        let offset = means[index] / n
        deviations[index] = max(deviations[index] - n * offset * offset, 0)
        means[index] = shifts[index] + offset
        weighted[index] = n.squareRoot() * offset
      }
    }
    addToScatter(weighted, scale: -1)
    shifts = []
  }

  private mutating func addToScatter(_ rows: [Double], scale: Double) {
    guard !scatter.isEmpty else { return }
    scatter.withUnsafeMutableBufferPointer {
      addGram(
        of: rows, rows: rows.count / columns, columns: columns, scale: scale, to: $0.baseAddress!)
    }
  }

  /// Finished lanes as one, in their order.
  static func joined(_ lanes: [LaneStatistics]) -> LaneStatistics {
    lanes.dropFirst().reduce(into: lanes[0]) { $0.join($1) }
  }

  private mutating func join(_ other: LaneStatistics) {
    var between = [Double](repeating: 0, count: classCount * columns)
    for label in 0..<classCount where other.counts[label] > 0 {
      let (n, m) = (Double(counts[label]), Double(other.counts[label]))
      for index in label * columns..<(label + 1) * columns {
        let difference = other.means[index] - means[index]
        between[index] = (n * m / (n + m)).squareRoot() * difference
        deviations[index] += other.deviations[index] + between[index] * between[index]
        means[index] = n == 0 ? other.means[index] : means[index] + difference * (m / (n + m))
      }
      counts[label] += other.counts[label]
    }
    for index in scatter.indices { scatter[index] += other.scatter[index] }
    addToScatter(between, scale: 1)
  }

  var isFinite: Bool { deviations.allSatisfy(\.isFinite) && means.allSatisfy(\.isFinite) }

  /// Of finished lanes: variances from deviations, and the scatter with both triangles.
  func classStatistics() -> ClassStatistics {
    var variances = deviations
    for label in 0..<classCount where counts[label] > 0 {
      for index in label * columns..<(label + 1) * columns {
        variances[index] /= Double(counts[label])
      }
    }
    let size = scatter.isEmpty ? 0 : columns
    var full = Matrix(rows: size, columns: size, elements: scatter)
    for i in 0..<size { for j in 0..<i { full.elements[i * size + j] = scatter[j * size + i] } }
    return ClassStatistics(
      counts: counts, means: Matrix(rows: classCount, columns: columns, elements: means),
      variances: Matrix(rows: classCount, columns: columns, elements: variances), scatter: full)
  }
}
