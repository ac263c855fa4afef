internal import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The upper triangle of a symmetric D x D matrix that outer products are added to.
///
/// `@unchecked Sendable`: a lane alone writes to its triangle, and lanes are joined after all have
/// ended.
final class UpperTriangle: @unchecked Sendable {
  let size: Int
  /// Row-major D x D; what is below the diagonal means nothing.
  private let elements: UnsafeMutablePointer<Double>

  /// Zero. The system hands out the memory when it is first written to.
  init(size: Int) {
    self.size = size
    guard let memory = calloc(max(size * size, 1), MemoryLayout<Double>.stride) else {
      fatalError("No memory for a matrix of \(size) x \(size) doubles.")
    }
    elements = memory.bindMemory(to: Double.self, capacity: max(size * size, 1))
  }

  deinit { free(elements) }

  /// Adds scale * X'X for X of `count` x D. Cost: count * D^2 flops.
  func add(_ scale: Double, rows: UnsafePointer<Double>, count: Int) {
    addGram(of: rows, rows: count, columns: size, scale: scale, to: elements)
  }

  private static let tile = 64

  /// The sum of triangles, element by element in their order, with both triangles filled.
  static func sum(_ triangles: [UpperTriangle], workers: Int) -> Matrix {
    let size = triangles[0].size
    let elements = [Double](unsafeUninitializedCapacity: size * size) { buffer, count in
      if let base = buffer.baseAddress {
        let target = SharedTarget(base: base)
        parallelFor(count: (size + tile - 1) / tile, workers: workers) { strip in
          for column in stride(from: strip * tile, to: size, by: tile) {
            sumTile(triangles, row: strip * tile, column: column, size: size, into: target.base)
          }
        }
      }
      count = size * size
    }
    return Matrix(rows: size, columns: size, elements: elements)
  }

  /// `@unchecked Sendable`: each strip of tiles writes to elements of its own.
  private struct SharedTarget: @unchecked Sendable {
    let base: UnsafeMutablePointer<Double>
  }

  /// Writes one tile and its mirror image; tiles keep the strided writes in the cache.
  private static func sumTile(
    _ triangles: [UpperTriangle], row: Int, column: Int, size: Int,
    into target: UnsafeMutablePointer<Double>
  ) {
    for i in row..<min(row + tile, size) {
      for j in max(column, i)..<max(min(column + tile, size), max(column, i)) {
        var sum = 0.0
        for triangle in triangles { sum += triangle.elements[i * size + j] }
        target[i * size + j] = sum
        target[j * size + i] = sum
      }
    }
  }

  /// A symmetric matrix from its upper triangle, row by row from the diagonal on.
  static func unpacked(_ packed: [Double], size: Int) -> Matrix {
    let elements = [Double](unsafeUninitializedCapacity: size * size) { buffer, count in
      for row in stride(from: 0, to: size, by: tile) {
        for column in stride(from: row, to: size, by: tile) {
          for i in row..<min(row + tile, size) {
            let start = i * size - i * (i + 1) / 2
            for j in max(column, i)..<max(min(column + tile, size), max(column, i)) {
              buffer[i * size + j] = packed[start + j]
              buffer[j * size + i] = packed[start + j]
            }
          }
        }
      }
      count = size * size
    }
    return Matrix(rows: size, columns: size, elements: elements)
  }
}
