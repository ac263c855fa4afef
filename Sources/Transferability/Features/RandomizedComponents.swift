import FeatureStatistics
import LinearAlgebra

/// Principal components by random projection (Halko, Martinsson, Tropp, SIAM Review 2011), with
/// scikit-learn's parameters: 10 more directions than asked for, and power iterations.
///
/// With A the moved rows about their mean (N x D) and G = A'A, which is known from statistics, the
/// range is spanned by A G^p R for N >= D and by G^p A' R otherwise, R random normal with D or N
/// rows. Two reads of the features, 4 N D k + p D^2 k.
struct RandomizedComponents {
  /// N x k, the rows in the coordinates of the components
  let scores: Matrix
  /// [k], divided by N - 1
  let variances: [Double]
  /// How many components lie above rounding.
  let rank: Int

  /// scikit-learn's `n_oversamples`.
  private static let oversampling = 10

  /// - Parameter normals: gives that many standard normal numbers.
  init(
    _ input: IsometricInput, _ classes: CentredClasses, _ motion: ClassMotion, count: Int,
    iterations: Int, normals: (Int) -> [Double]
  ) throws {
    let source = input.rows
    let (rows, dimension) = (source.labels.count, source.dimension)
    let width = count + Self.oversampling
    let isWide = rows < dimension
    let gram = classes.totalScatter(input.statistics.scatter, motion)
    let short = isWide ? rows : dimension
    let random = Matrix(rows: short, columns: width, elements: normals(short * width))

    var range =
      isWide ? try source.transposedProduct(with: random, after: motion, classes) : random
    for _ in 0..<iterations {
      range = gram.times(range)
      // Spans do not change; from three iterations on, lengths would run out of range.
      if iterations > 2 { range = try OrthogonalRows(range.transposed).basis.transposed }
    }
    if !isWide { range = try source.projection(on: range.transposed, after: motion, classes) }
    let basis = try OrthogonalRows(range.transposed).basis
    let small =
      isWide
      ? try source.projection(on: basis, after: motion, classes).transposed
      : try source.transposedProduct(with: basis.transposed, after: motion, classes).transposed
    let decomposition = try SingularValueDecomposition(small)
    let kept = min(count, decomposition.values.count)
    let left = decomposition.left.transposed.leadingRows(kept)
    let values = Array(decomposition.values.prefix(kept))
    let axes = isWide ? left.times(basis) : decomposition.right.leadingRows(kept)
    let unscaled = isWide ? decomposition.right.leadingRows(kept) : left.times(basis)
    let signs = try source.ambientVectors(axes).peakSigns()
    scores = unscaled.scalingRows(by: zip(values, signs).map { $0 * $1 }).transposed
    variances = values.map { $0 * $0 / Double(max(rows - 1, 1)) }
    let cutoff = Double(max(rows, dimension)) * Double.ulpOfOne * decomposition.largest
    rank = values.count { $0 > cutoff }
  }
}
