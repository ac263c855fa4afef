import LinearAlgebra
import Platform

/// K(t) and log det(I + W / t) for all t of an interval, by interpolation in log t.
///
/// t^1/2 K(t) is a sum of terms (t / sigma)^1/2 / (1 + t / sigma) over the eigenvalues sigma of W:
/// its singularities, and those of log log det(I + W / t), are at negative t. So a degree that the
/// width alone decides gives both to some 1e-14, and any number of motions asks for any t at the
/// cost of a product: (degree + 1) C^2 flops each, where a solve with the band and its product take
/// 150 C D + C^2 D.
package struct LogMEKernelTable: Sendable {
  /// Relative, of the interpolation: rounding then has the larger part.
  private static let error = 1e-15
  private let bounds: ClosedRange<Double>
  private let degree: Int
  private let classes: Int
  /// (degree + 1) x C (C + 1) / 2: a row is the packed triangle of t^1/2 K(t).
  private let kernels: Matrix
  /// log log det(I + W / t)
  private let logarithms: [Double]

  /// - Parameter bounds: of log t.
  /// - Parameter exact: computes the nodes at values of log t.
  package init(
    _ bounds: ClosedRange<Double>, exact: ([Double]) throws -> LogMEKernel.Nodes
  ) throws {
    self.bounds = bounds
    degree = ChebyshevPanel.degree(bounds, error: Self.error)
    let points = ChebyshevPanel.points(bounds, degree: degree)
    let nodes = try exact(points)
    classes = nodes.size
    kernels = nodes.kernels.scalingRows(by: points.map { exp($0 / 2) })
    // Without scatter all of them are 0.
    logarithms = nodes.logDeterminantRatios.map { log(max($0, .leastNormalMagnitude)) }
  }

  /// - Precondition: the values of log t are in the interval.
  package func nodes(at logs: [Double]) -> LogMEKernel.Nodes {
    precondition(logs.allSatisfy(bounds.contains), "\(logs) outside \(bounds)")
    let weights = ChebyshevPanel.weights(bounds, degree: degree, at: logs)
    let ratios = logs.indices.map { index in
      exp(zip(weights.row(index), logarithms).reduce(0) { $0 + $1.0 * $1.1 })
    }
    return LogMEKernel.Nodes(
      size: classes, kernels: weights.scalingRows(by: logs.map { exp(-$0 / 2) }).times(kernels),
      logDeterminantRatios: ratios)
  }
}
