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
    adviseLargePages(.init(start: memory, count: size * size * MemoryLayout<Double>.stride))
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
    symmetric(size: triangles[0].size, workers: workers) { row, columns, target in
      let start = row * triangles[0].size + columns.lowerBound
      target.update(from: triangles[0].elements + start, count: columns.count)
      for triangle in triangles.dropFirst() {
        let source = triangle.elements + start
        for index in 0..<columns.count { target[index] += source[index] }
      }
    }
  }

  /// A symmetric matrix from its upper triangle, row by row from the diagonal on.
  static func unpacked(_ packed: [Double], size: Int) -> Matrix {
    packed.withUnsafeBufferPointer { packed in
      let source = SharedMemory(packed.baseAddress)
      return symmetric(size: size, workers: 1) { row, columns, target in
        guard let base = source.base else { return }
        let start = row * size - row * (row + 1) / 2 + columns.lowerBound
        target.update(from: base + start, count: columns.count)
      }
    }
  }

  /// Fills a matrix from its upper triangle: `fill` puts a part of a row where it is told. By tiles,
  /// so that mirroring, which writes to as many cache lines as it reads numbers, stays in the cache.
  private static func symmetric(
    size: Int, workers: Int,
    fill: @Sendable (_ row: Int, _ columns: Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) -> Matrix {
    let elements = [Double](unsafeUninitializedCapacity: size * size) { buffer, count in
      adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
      count = size * size
      guard let base = buffer.baseAddress else { return }
      let target = SharedMemory(base)
      parallelFor(count: (size + tile - 1) / tile, workers: workers) { strip in
        for first in stride(from: strip * tile, to: size, by: tile) {
          let end = min(first + tile, size)
          for i in strip * tile..<min((strip + 1) * tile, end) {
            let columns = max(first, i)..<end
            let row = target.base + i * size
            fill(i, columns, row + columns.lowerBound)
            for j in columns { target.base[j * size + i] = row[j] }
          }
        }
      }
    }
    return Matrix(rows: size, columns: size, elements: elements)
  }
}
