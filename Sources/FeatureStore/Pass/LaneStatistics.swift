internal import LinearAlgebra
import Platform

/// What is subtracted from the rows of each class before they are summed: one row of the class, so
/// that a constant feature becomes exactly zero and no digits are lost to large means.
struct ClassShifts: Sendable {
  /// [C]: whether the class has been met.
  var isKnown: [Bool]
  /// C x D
  var values: [Double]
}

/// Running class statistics of one consecutive part of the rows, about ``shifts``.
struct LaneStatistics: Sendable {
  let classCount: Int
  let columns: Int
  private(set) var counts: [Int]
  private(set) var shifts: ClassShifts
  /// C x D: sums of the shifted rows.
  private(set) var sums: [Double]
  /// C x D: sums of their squares.
  private(set) var squares: [Double]
  /// Sum of their outer products over all classes; nil if none is wanted.
  let scatter: UpperTriangle?
  /// Rows that are handed on as they were read.
  private(set) var kept: [Double] = []
  /// Digests of the pieces, in order.
  var leaves: [[UInt8]] = []
  /// Of the rows, by which those that are equal are found.
  var marks = RowMarks()

  /// - Throws: `LinearAlgebraError` if the scatter has no room on the device.
  init(classCount: Int, columns: Int, scatter: Bool) throws {
    self.classCount = classCount
    self.columns = columns
    counts = [Int](repeating: 0, count: classCount)
    let zeros = { Matrix(rows: classCount, columns: columns).elements }
    (sums, squares) = (zeros(), zeros())
    shifts = ClassShifts(isKnown: [Bool](repeating: false, count: classCount), values: zeros())
    self.scatter = scatter ? try UpperTriangle(size: columns) : nil
  }

  /// Takes the shifts that another lane chose.
  mutating func adopt(_ shifts: ClassShifts) { self.shifts = shifts }

  /// Adds rows to the class sums, and overwrites them with the shifted rows.
  mutating func add(_ rows: UnsafeMutablePointer<Double>, classes: ArraySlice<Int>) {
    let columns = columns
    var row = rows
    for label in classes {
      counts[label] += 1
      if !shifts.isKnown[label] { choose(row, for: label) }
      shifts.values.withUnsafeBufferPointer { shifts in
        sums.withUnsafeMutableBufferPointer { sums in
          squares.withUnsafeMutableBufferPointer { squares in
            Self.add(
              row, about: shifts.start + label * columns,
              to: sums.start + label * columns, squares.start + label * columns,
              count: columns)
          }
        }
      }
      row += columns
    }
  }

  /// Keeps those of the wanted rows that are in a piece, and takes them from the list.
  ///
  /// - Parameters:
  ///   - wanted: ascending; none of them before the piece.
  ///   - values: of the rows of the piece.
  mutating func keep(
    _ wanted: inout ArraySlice<Int>, in rows: Range<Int>, _ values: UnsafePointer<Double>
  ) {
    while let row = wanted.first, row < rows.upperBound {
      let start = values + (row - rows.lowerBound) * columns
      kept += UnsafeBufferPointer(start: start, count: columns)
      wanted.removeFirst()
    }
  }

  /// The inner loop: no branches, so that it vectorises.
  @inline(__always)
  private static func add(
    _ row: UnsafeMutablePointer<Double>, about shift: UnsafePointer<Double>,
    to sum: UnsafeMutablePointer<Double>, _ square: UnsafeMutablePointer<Double>, count: Int
  ) {
    for d in 0..<count {
      let value = row[d] - shift[d]
      row[d] = value
      sum[d] += value
      square[d] += value * value
    }
  }

  private mutating func choose(_ row: UnsafePointer<Double>, for label: Int) {
    shifts.isKnown[label] = true
    for d in 0..<columns { shifts.values[label * columns + d] = row[d] }
  }

  /// Sums of finite numbers times zero are zero: no branch for each number.
  var isFinite: Bool {
    zip(sums, squares).reduce(0) { $0 + $1.0 * 0 + $1.1 * 0 } == 0
  }
}
