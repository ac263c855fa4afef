import FeatureStatistics
import LinearAlgebra
import Platform
import Testing
import Transferability

/// K(t) from a table against K(t) by solving at t.
struct LogMEKernelTableTests {
  private static func kernel(_ data: MetricSample) throws -> LogMEKernel {
    let input = data.input
    return try LogMEKernel(
      ClassStatistics(input.moments, scatter: try #require(input.scatter)))
  }

  /// Scatter with eigenvalues over twelve decades, within the intervals and beyond both ends.
  private static let decades = MetricSample("decades", counts: [30, 20, 40, 25], dimension: 13)
    .changing("decades") {
      for i in 0..<$0.rows {
        for d in 0..<$0.columns { $0[i, d] *= exp(Double(d - 6) * 1.15) }
      }
    }

  @Test(arguments: [0.5, 1, 2, 4, 6, 8, 12], [-9.0, -2, 3, 8])
  func `Interpolation has the digits of a solve`(_ width: Double, _ lower: Double) throws {
    let kernel = try Self.kernel(Self.decades)
    let bounds = lower...(lower + width)
    let logs = (0...40).map { lower + width * Double($0) / 40 }
    let nodes = try kernel.nodes(at: logs, on: bounds)
    for (index, log) in logs.enumerated() {
      let (node, exact) = (nodes[index], try kernel.node(exp(log)))
      let (value, expected) = (node.kernel.unpacked, exact.kernel.unpacked)
      for i in 0..<expected.rows {
        for j in 0..<expected.columns {
          let size = (expected[i, i] * expected[j, j]).squareRoot()
          #expect(abs(value[i, j] - expected[i, j]) <= 1e-13 * size, "\(i), \(j) at log t \(log)")
        }
      }
      let ratio = node.logDeterminantRatio / exact.logDeterminantRatio
      #expect(abs(ratio - 1) <= 1e-13, "log det at log t \(log)")
    }
  }

  @Test func `Without scatter the kernel is that of the means`() throws {
    let points = Matrix([[1, 2, 0, -1, 3], [0, 1, 1, 4, -2], [2, 2, 5, 0, 1]])
    let labels = [0, 0, 1, 1, 2, 2]
    let rows = Matrix(labels.map { Array(points.row($0)) })
    let kernel = try Self.kernel(MetricSample("equal rows", rows: rows, labels: labels))
    let node = try kernel.nodes(at: [1.3], on: -2...4)[0]
    let errors = node.kernel.unpacked - exp(-1.3) * points.timesTransposed(points)
    #expect(errors.elements.allSatisfy { abs($0) <= 1e-13 })
    #expect(abs(node.logDeterminantRatio) <= 1e-300)
  }
}
