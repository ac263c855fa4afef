internal import LinearAlgebra
import Parallel

/// The upper triangle of a symmetric D x D matrix that outer products are added to, in the memory of
/// the processor, or of the device where one is chosen and D is large.
///
/// `@unchecked Sendable`: a lane alone writes to its triangle, and lanes are joined after all have
/// ended.
final class UpperTriangle: @unchecked Sendable {
  let size: Int
  /// Row-major D x D; what is below the diagonal means nothing. Nothing is written to it before the
  /// first rows come: a first touch of memory costs more than the sums.
  private var elements: [Double]
  private var isZero = true
  /// The sum as long as it is with the device; then there are no elements.
  private var onDevice: (any GramSum)?

  /// Zero.
  ///
  /// - Throws: `LinearAlgebraError` if the device has too little memory.
  init(size: Int) throws {
    self.size = size
    onDevice = try ComputeDevice.worthwhile(size: size)?.gramSum(size: size)
    elements = onDevice == nil ? untouchedDoubles(size * size) : []
  }

  /// Adds scale * X'X for X of `count` x D. Cost: count * D^2 flops.
  func add(_ scale: Double, rows: UnsafePointer<Double>, count: Int) throws {
    guard count > 0, size > 0 else { return }
    if let onDevice {
      try onDevice.add(scale, rows: rows, count: count)
    } else {
      elements.withUnsafeMutableBufferPointer {
        guard let base = $0.baseAddress else { return }
        addGram(of: rows, rows: count, columns: size, scale: scale, to: base, overwriting: isZero)
      }
    }
    isZero = false
  }

  /// Brings the sum from the device to the processor's memory.
  private func fetch() throws {
    guard let onDevice else { return }
    elements = untouchedDoubles(size * size)
    try elements.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { try onDevice.copy(to: base) }
    }
    self.onDevice = nil
  }

  /// The sum of triangles, element by element in their order, with both triangles filled. Takes the
  /// memory of the first one that is not zero.
  ///
  /// - Precondition: at least one triangle; they are not used again.
  /// - Throws: `LinearAlgebraError` if the device fails.
  static func sum(_ triangles: [UpperTriangle], workers: Int) throws -> Matrix {
    let size = triangles[0].size
    let summands = triangles.filter { !$0.isZero }
    for triangle in summands { try triangle.fetch() }
    guard let first = summands.first else { return Matrix(rows: size, columns: size) }
    var elements: [Double] = []
    swap(&elements, &first.elements)
    elements.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      mirrorUpperTriangle(of: SharedMemory(base), size: size, workers: workers) {
        row, columns, target in
        for triangle in summands.dropFirst() {
          triangle.elements.withUnsafeBufferPointer { source in
            let start = row * size + columns.lowerBound
            for index in 0..<columns.count { target[index] += source[start + index] }
          }
        }
      }
    }
    return Matrix(rows: size, columns: size, elements: elements)
  }
}
