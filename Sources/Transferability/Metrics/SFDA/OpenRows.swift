import FeatureStatistics
import LinearAlgebra
import Platform

/// Sums over the rows whose confidence has not reached its limit, z_i = x_i - mu_{y_i}.
///
/// The confidence p lies in [1, e] / (e + C - 1). Rows at the upper end, where PED pushes most of
/// them, need not be read: limit^2 times the scatter within classes has their share.
struct OpenRows {
  /// D x D in the upper triangle: sum (limit^2 - p^2) z z', one per half of the rows
  private let scatters: [Matrix]
  /// C x D: sum (p - limit) z
  let first: Matrix
  /// C x D: sum p (p - limit) z
  let second: Matrix

  /// e / (e + C - 1)
  static func limit(classes: Int) -> Double { exp(1) / (exp(1) + Double(classes - 1)) }

  /// A confidence this near its limit counts as reached: 2e-13 of the row's share in the scatter.
  private static let saturation = 1e-13

  private struct Part: Sendable {
    var scatter: Matrix
    var first: Matrix
    var second: Matrix
  }

  init(
    statistics: ClassStatistics, labels: [Int], confidences: [Double], features: any RowSource
  ) throws {
    let (classes, dimension) = (statistics.classCount, statistics.dimension)
    let limit = Self.limit(classes: classes)
    let threshold = limit * (1 - Self.saturation)
    guard confidences.contains(where: { $0 < threshold }) else {
      scatters = []
      first = Matrix(rows: classes, columns: dimension)
      second = first
      return
    }
    let parts = try features.mapHalves { range in
      let zero = Matrix(rows: classes, columns: dimension)
      var part = Part(
        scatter: Matrix(rows: dimension, columns: dimension), first: zero, second: zero)
      try features.forEachBlock(in: range) { start, block in
        let open = (0..<block.rows).filter { confidences[start + $0] < threshold }
        guard !open.isEmpty else { return }
        Self.add(
          open, start, block, means: statistics.means, labels, confidences, limit, to: &part)
      }
      return part
    }
    scatters = parts.map(\.scatter)
    first = parts[0].first + parts[1].first
    second = parts[0].second + parts[1].second
  }

  /// Takes the open rows' sum from a scatter's upper triangle.
  func subtract(from scatter: inout Matrix) {
    for part in scatters { scatter -= part }
  }

  private static func add(
    _ open: [Int], _ start: Int, _ block: Matrix, means: Matrix, _ labels: [Int],
    _ confidences: [Double], _ limit: Double, to part: inout Part
  ) {
    let width = block.columns
    let weighted = [Double](unsafeUninitializedCapacity: open.count * width) { target, count in
      block.elements.withUnsafeBufferPointer { rows in
        means.elements.withUnsafeBufferPointer { means in
          part.first.elements.withUnsafeMutableBufferPointer { first in
            part.second.elements.withUnsafeMutableBufferPointer { second in
              for (place, i) in open.enumerated() {
                let (c, p) = (labels[start + i], confidences[start + i])
                let weight = (limit * limit - p * p).squareRoot()
                let (once, twice) = (p - limit, p * (p - limit))
                let (row, mean, out) = (i * width, c * width, place * width)
                for d in 0..<width {
                  let z = rows[row + d] - means[mean + d]
                  target[out + d] = weight * z
                  first[mean + d] += once * z
                  second[mean + d] += twice * z
                }
              }
            }
          }
        }
      }
      count = open.count * width
    }
    part.scatter.addGram(
      of: Matrix(rows: open.count, columns: width, elements: weighted), factor: 1)
  }
}
