import Parallel

/// Copies the upper triangle of a row-major symmetric matrix onto the lower one, after `change` has
/// made parts of its rows what they shall be. By tiles, so that mirroring, which writes to as many
/// cache lines as it reads numbers, stays in the cache.
package func mirrorUpperTriangle(
  of elements: SharedMemory<UnsafeMutablePointer<Double>>, size: Int, workers: Int,
  change: @Sendable (_ row: Int, _ columns: Range<Int>, UnsafeMutablePointer<Double>) -> Void
) {
  // 64 x 64 doubles are 32 KB, a core's first cache.
  let tile = 64
  parallelFor(count: (size + tile - 1) / tile, workers: workers) { strip in
    for first in stride(from: strip * tile, to: size, by: tile) {
      let end = min(first + tile, size)
      for i in strip * tile..<min((strip + 1) * tile, end) {
        let columns = max(first, i)..<end
        let row = elements.base + i * size
        change(i, columns, row + columns.lowerBound)
        for j in columns { elements.base[j * size + i] = row[j] }
      }
    }
  }
}
