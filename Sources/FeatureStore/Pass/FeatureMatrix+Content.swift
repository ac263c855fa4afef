package import LinearAlgebra
import Platform

/// What is known of features that were read once.
package struct FeatureContent: Sendable, Equatable {
  /// SHA-256 over content, shape and type, hexadecimal.
  package let digest: String
  /// Rows that may never have been written, or were written twice.
  package let rows: RowDoubts
}

extension FeatureMatrix {
  /// The content by one read, for features that need no statistics.
  ///
  /// - Throws: ``StoreError`` for values that are not finite, with the place of the first, and for rows
  ///   that hold the fill value.
  package func content() throws -> FeatureContent { try content(keeping: []).content }

  /// The same, with some rows as they are.
  ///
  /// - Parameter kept: ascending.
  package func content(
    keeping kept: [Int]
  ) throws -> (content: FeatureContent, kept: Matrix) {
    var rows: [Double] = []
    rows.reserveCapacity(kept.count * columns)
    var wanted = kept[...]
    let buffer = try buffer()
    var (leaves, marks) = ([[UInt8]](), RowMarks())
    let memory = PageLoan(byteCount: max(pieceRows * columns, 1) * MemoryLayout<Double>.stride)
    defer { withExtendedLifetime(memory) {} }
    let values = memory.bytes.start.assumingMemoryBound(to: Double.self)
    for piece in 0..<pieceCount {
      let range = pieceRange(piece)
      try buffer.read(range)
      leaves.append(buffer.digest(range.count))
      buffer.mark(range.count, in: &marks)
      buffer.decode(range.count, into: values)
      // The sum of 0 * x is 0 exactly if all x are finite: no branch for each.
      let count = range.count * columns
      guard (0..<count).reduce(0.0, { $0 + values[$1] * 0 }) == 0 else {
        throw try notFiniteError()
      }
      while let row = wanted.first, row < range.upperBound {
        let start = values + (row - range.lowerBound) * columns
        rows += UnsafeBufferPointer(start: start, count: columns)
        wanted.removeFirst()
      }
    }
    let content = FeatureContent(
      digest: rootDigest(leaves: leaves), rows: try doubts([marks]))
    return (content, Matrix(rows: kept.count, columns: columns, elements: rows))
  }
}
