import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What LogME needs of a model on a dataset, for every motion: functions of t alone.
///
/// The moved Gram is F'F = W + M'B' diag(n) B M with W the scatter within classes, which rigid
/// motion does not change, M the C x D class means and B the mixing. W = Q T Q' is reduced to
/// tridiagonal form once (4/3 D^3). For a regulariser t, K(t) = M (W + t)^-1 M' is then C D flops
/// for the solves and C^2 D for the products, and a motion enters through the C x C matrix
/// S(t) = I + n^1/2 B K(t) B' n^1/2 only.
struct LogMEKernel: Sendable {
  /// What the fixed point begins with.
  struct Start: Sendable {
    /// K(1), C x C
    let kernel: Matrix
    /// M (W + 1)^-2 M' = -dK/dt at 1, C x C
    let slope: Matrix
    /// tr W (W + 1)^-1
    let gamma: Double
  }

  private let tridiagonal: SymmetricTridiagonal
  /// Of W, ascending; those that are zero but for rounding are zero.
  private let eigenvalues: [Double]
  /// D x C, the class means in the basis Q
  private let columns: Matrix
  private let kernels: OnceCache<Double, Matrix>
  private let bases = OnceCache<ClosedRange<Double>, ChebyshevPanel>()
  private let starts = OnceCache<Int, Start>()

  init(_ statistics: ClassStatistics) throws {
    let reduction = try TridiagonalReduction(statistics.scatter)
    tridiagonal = reduction.tridiagonal
    let values = try tridiagonal.eigenvalues()
    let threshold = LogMERank.threshold(values)
    eigenvalues = values.map { $0 > threshold ? $0 : 0 }
    columns = try reduction.rowsTimesQ(statistics.means).transposed
    let classes = statistics.classCount
    kernels = OnceCache(limit: max(64, 8_000_000 / (classes * classes)))
  }

  var dimension: Int { columns.rows }
  var isDeficient: Bool { eigenvalues.first == 0 }

  /// K(t), C x C.
  ///
  /// - Throws: ``LinearAlgebraError`` if W + t is singular to working precision.
  func kernel(_ t: Double) throws -> Matrix {
    try kernels.value(for: t) { try tridiagonal.halfSolve(columns, shift: t).gram() }
  }

  func start() throws -> Start {
    try starts.value(for: 0) {
      let solution = try tridiagonal.rowsTimesInverse(columns.transposed, shift: 1)
      return Start(
        kernel: try kernel(1), slope: solution.rowGram(),
        gamma: eigenvalues.reduce(0) { $0 + $1 / ($1 + 1) })
    }
  }

  /// Of log t: log det(W + t), and tr W (W + t)^-1, which is a sum of its own because D minus the
  /// derivative of the first would lose all digits on features that are small beside t. Accurate to
  /// rounding on panels up to 24 wide.
  func scatterTerms(_ bounds: ClosedRange<Double>) throws -> ChebyshevPanel {
    try bases.value(for: bounds) {
      let points = ChebyshevPanel.points(bounds, degree: 96)
      let values = points.map { point in
        let t = exp(point)
        return [
          eigenvalues.reduce(0) { $0 + log($1 + t) }, eigenvalues.reduce(0) { $0 + $1 / ($1 + t) },
        ]
      }
      return ChebyshevPanel(bounds, samples: Matrix(values))
    }
  }

  /// D x D, the moved Gram in the basis Q, both triangles filled; `weighted` is n^1/2 B.
  func gram(_ weighted: Matrix) -> Matrix {
    var result = Matrix(rows: dimension, columns: dimension)
    result.addGram(of: movedMeans(weighted), factor: 1)
    for d in 0..<dimension { result[d, d] += tridiagonal.diagonal[d] }
    for (d, value) in tridiagonal.offDiagonal.enumerated() { result[d, d + 1] += value }
    result.mirrorUpperTriangle()
    return result
  }

  /// `mixing` (C x C) times the class means, C x D in the basis Q.
  func movedMeans(_ mixing: Matrix) -> Matrix { mixing.timesTransposed(columns) }
}
