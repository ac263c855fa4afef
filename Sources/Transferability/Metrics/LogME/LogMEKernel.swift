import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// What LogME needs of a model on a dataset, for every motion: functions of t alone.
///
/// The moved Gram is F'F = W + M'B' diag(n) B M with W the scatter within classes, which rigid
/// motion does not change, M the C x D class means and B the mixing. W = Q T Q' is reduced to a
/// band once (4/3 D^3). For a regulariser t, K(t) = M (W + t)^-1 M' is then 150 C D flops for the
/// solves and C^2 D for the products; it is tabulated (``LogMEKernelTable``). A motion enters
/// through the C x C matrix S(t) = I + n^1/2 B K(t) B' n^1/2 only.
package struct LogMEKernel: Sendable {
  /// At one t.
  package struct Node: Sendable {
    /// K(t), C x C
    package let kernel: PackedTriangle
    /// log det(I + W / t)
    package let logDeterminantRatio: Double
  }

  /// At several t.
  package struct Nodes: Sendable {
    /// C
    let size: Int
    /// K x C (C + 1) / 2: a row is the packed triangle of K(t).
    let kernels: Matrix
    /// [K]
    let logDeterminantRatios: [Double]

    /// At one of them.
    package subscript(index: Int) -> Node {
      Node(
        kernel: PackedTriangle(size: size, elements: Array(kernels.row(index))),
        logDeterminantRatio: logDeterminantRatios[index])
    }

    /// K
    var count: Int { kernels.rows }
  }

  /// What the fixed point begins with.
  struct Start: Sendable {
    /// K(1), C x C
    let kernel: PackedTriangle
    /// M (W + 1)^-2 M' = -dK/dt at 1, C x C
    let slope: Matrix
    /// tr W (W + 1)^-1
    let gamma: Double
  }

  /// Elements of C x C at one t that tables hold: with some 35 values of t in half of the memory,
  /// 110 MB. One table serves most motions.
  private static let heldElements = 800_000
  private let band: SymmetricBand
  /// D x C, the class means in the basis Q
  private let columns: Matrix
  private let tables: OnceCache<ClosedRange<Double>, LogMEKernelTable>

  /// Reduces W to a band, 4/3 D^3.
  ///
  /// - Throws: ``LinearAlgebraError`` for statistics that are not finite.
  package init(_ statistics: ClassStatistics) throws {
    let reduction = try BandReduction(statistics.scatter, rotating: statistics.means)
    band = reduction.band
    columns = reduction.rotated.transposed
    let classes = statistics.classCount
    tables = OnceCache(limit: max(2, Self.heldElements / (classes * classes)))
  }

  var dimension: Int { columns.rows }

  /// Whether W may have eigenvalues that are zero but for rounding.
  var mayBeDeficient: Bool { !band.isAbove(LogMERank.threshold(largest: band.norm, dimension)) }

  /// At values of log t, from a table over `bounds`, which contain them.
  ///
  /// - Throws: ``LinearAlgebraError`` if W + t is singular to working precision somewhere.
  package func nodes(at logs: [Double], on bounds: ClosedRange<Double>) throws -> Nodes {
    let table = try tables.value(for: bounds) { try LogMEKernelTable(bounds, exact: exactNodes) }
    return table.nodes(at: logs)
  }

  /// At values of log t, without a table. Cost of each 150 C D + C^2 D.
  ///
  /// - Throws: ``LinearAlgebraError`` if W + t is singular to working precision somewhere.
  func exactNodes(at logs: [Double]) throws -> Nodes {
    let nodes = try CoreBudget.current.map(count: logs.count) { try node(exp(logs[$0])) }
    return Nodes(
      size: columns.columns, kernels: Matrix(nodes.map(\.kernel.elements)),
      logDeterminantRatios: nodes.map(\.logDeterminantRatio))
  }

  /// At t itself. Cost 150 C D + C^2 D.
  ///
  /// - Throws: ``LinearAlgebraError`` if W + t is singular to working precision.
  package func node(_ t: Double) throws -> Node {
    let factor = try band.cholesky(shift: t)
    return Node(
      kernel: factor.inverseGram(columns), logDeterminantRatio: factor.logDeterminantRatio)
  }

  func start() throws -> Start {
    let factor = try band.cholesky(shift: 1)
    return Start(
      kernel: factor.inverseGram(columns), slope: factor.solve(columns).gram(),
      gamma: try gammaAtOne())
  }

  /// tr W (W + 1)^-1 = -d/dlog t of log det(I + W / t), from a polynomial so near t = 1 that its
  /// error is that of rounding.
  private func gammaAtOne() throws -> Double {
    // At this width a degree of 10 is exact to 1e-16.
    let bounds = -0.25...0.25
    let points = ChebyshevPanel.points(bounds, degree: 10)
    let values = try CoreBudget.current.map(count: points.count) {
      try band.cholesky(shift: exp(points[$0])).logDeterminantRatio
    }
    let panel = ChebyshevPanel(
      bounds, samples: Matrix(rows: values.count, columns: 1, elements: values))
    return -panel.values(0, 0, at: 1).0.slope
  }

  /// D x D, the moved Gram in the basis Q, both triangles filled; `weighted` is n^1/2 B.
  func gram(_ weighted: Matrix) -> Matrix {
    var result = Matrix(rows: dimension, columns: dimension)
    result.addGram(of: movedMeans(weighted), factor: 1)
    band.add(to: &result)
    result.mirrorUpperTriangle()
    return result
  }

  /// `mixing` (C x C) times the class means, C x D in the basis Q.
  func movedMeans(_ mixing: Matrix) -> Matrix { mixing.timesTransposed(columns) }
}
