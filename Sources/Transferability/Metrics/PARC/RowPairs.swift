import LinearAlgebra

/// 1 - (inner product) of all pairs i < j of unit rows, and the levels of their labels. Each time that
/// they are asked for, the products are computed anew, block by block: N^2 k, the same bits each time.
struct RowPairs: Sendable {
  /// N x k, unit rows
  let rows: Matrix
  /// [N]
  let labels: [Int]
  let levels: LabelLevels

  /// Inner products that are held at a time: 8 MB.
  static let blockElements = 1 << 20

  /// N (N - 1) / 2
  var count: Int { rows.rows * (rows.rows - 1) / 2 }

  /// [levels], how many pairs each level has. Rounded levels of (a, b) and (b, a) may differ, so that the
  /// order of rows counts. Cost N C.
  var countByLevel: [Int] {
    var seen = [Int](repeating: 0, count: levels.classes)
    var counts = [Int](repeating: 0, count: levels.count)
    for label in labels {
      for (earlier, size) in seen.enumerated() { counts[levels[earlier, label]] += size }
      seen[label] += 1
    }
    return counts
  }

  /// Calls `body` with the level of each pair and the bits of its value, 0 to 2: bits of non-negative
  /// numbers have the order of the numbers.
  @inline(__always)
  func forEachPair(_ body: (_ level: Int, _ bits: UInt64) -> Void) {
    let count = rows.rows
    let size = max(1, Self.blockElements / max(count, 1))
    for start in stride(from: 0, to: count - 1, by: size) {
      let end = min(start + size, count)
      let products = rows.selecting(Array(start..<end))
        .timesTransposed(rows.selecting(Array(start..<count)))
      products.elements.withUnsafeBufferPointer { products in
        levels.table.withUnsafeBufferPointer { table in
          labels.withUnsafeBufferPointer { labels in
            for i in start..<end {
              let row = (i - start) * (count - start) - start
              let own = labels[i] * levels.classes
              for j in i + 1..<count {
                let correlation = min(max(products[row + j], -1), 1)
                body(table[own + labels[j]], (1 - correlation).bitPattern)
              }
            }
          }
        }
      }
    }
  }
}
