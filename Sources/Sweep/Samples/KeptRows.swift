import LinearAlgebra

/// Rows that a pass handed on, with their places in the dataset.
struct KeptRows: Sendable {
  /// Ascending.
  let rows: [Int]
  let features: Matrix

  var byteCount: Int { 8 * features.elements.count }
}
