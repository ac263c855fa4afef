/// How an array of a file is read as a matrix of N rows and D columns.
struct MatrixView: Sendable, Equatable {
  /// N
  let rows: Int
  /// D
  let columns: Int
  /// Numbers that are stored for a row: D, or more where some are pooled.
  let storedColumns: Int
  /// The axis along which rows lie; those before it have one element.
  let rowAxis: Int
  /// Rows lie along the last axis: the array is D x N, as MATLAB writes it.
  let isTransposed: Bool
  /// nil: nothing is pooled.
  let pooling: Pooling?
  /// nil: numbers are what they say.
  let packing: Packing?

  /// Whether the bytes of the file, row after row, are the matrix.
  var isPlain: Bool { !isTransposed && pooling == nil && packing == nil }

  /// What of the view is not in the shape of the array: part of the content's identity.
  var identity: String {
    var parts: [String] = []
    if isTransposed { parts.append("transposed") }
    if let pooling { parts.append("pool \(pooling.kind.rawValue)") }
    if let packing { parts.append(packing.identity) }
    return parts.joined(separator: ", ")
  }
}

/// Takes several stored numbers together into one: out[o, i] over the numbers [o, p, i] of a row.
struct Pooling: Sendable, Equatable {
  let kind: PoolingKind
  let outer: Int
  let pooled: Int
  let inner: Int

  func apply(_ source: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>) {
    for o in 0..<outer {
      let (from, to) = (source + o * pooled * inner, target + o * inner)
      for i in 0..<inner { to[i] = from[i] }
      guard kind != .first else { continue }
      for p in 1..<max(pooled, 1) {
        for i in 0..<inner {
          let value = from[p * inner + i]
          // A NaN stays one, so that it is found.
          if kind == .mean { to[i] += value } else if !(value <= to[i]) { to[i] = value }
        }
      }
      if kind == .mean { for i in 0..<inner { to[i] /= Double(pooled) } }
    }
  }
}

/// How several vectors of a sample become one.
package enum PoolingKind: String, Sendable, CaseIterable { case mean, max, first }
