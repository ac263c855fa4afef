import FeatureStatistics
import LinearAlgebra
import Parallel

/// The points of images by class: their counts, their means, and their distances between images.
struct ImagePoints: Sendable {
  /// I x C, how many points of a class an image has
  let counts: Matrix
  /// I x D, the mean of all points of an image, about the mean of all
  let means: Matrix
  private let input: ScoringInput
  private let images: [Int]

  init(_ input: ScoringInput, _ images: [Int]) throws {
    let count = (images.max() ?? 0) + 1
    guard count > 1 else {
      throw MetricError("CC-FV compares images; all rows are of one.")
    }
    self.input = input
    self.images = images
    var counts = Matrix(rows: count, columns: input.moments.classCount)
    for (image, label) in zip(images, input.labels) { counts[image, label] += 1 }
    self.counts = counts
    let centre = CentredClasses(input.moments).centre
    var sums = Matrix(rows: count, columns: input.features.columns)
    try input.features.forEachBlock { first, block in
      let own = Array(images[first..<(first + block.rows)])
      sums = sums + block.subtractingFromRows(centre).rowSums(byLabel: own, count: count)
    }
    means = sums.scalingRows(by: (0..<count).map { 1 / counts.row($0).reduce(0, +) })
  }

  /// The normalised sum of distances over the classes from `first` on.
  ///
  /// - Throws: ``MetricError`` where no class is in two images.
  func distance(_ variant: CCFV.Variant, first: Int) throws -> Double {
    let classes = Double(counts.columns - first)
    let pairs = Double(counts.rows * counts.rows) / 2
    var total = 0.0
    try input.forEachClass { c, rows in
      guard c >= first else { return }
      let sum = try sum(ofClass: c, rows)
      switch variant {
      case .formula: total += sum / pairs / classes
      case .official:
        total += sum
        total += total / pairs / classes
      }
    }
    guard total > 0 else {
      throw MetricError(
        "CC-FV divides by the distance of a class's points in two images, and there is none: no two "
          + "images have two points of one class, or the points are the same.")
    }
    return total
  }

  /// Over the pairs of images, the distances of a class's points.
  private func sum(ofClass c: Int, _ rows: Matrix) throws -> Double {
    let own = input.labels.indices.filter { input.labels[$0] == c }.map { images[$0] }
    var places: [Int: [Int]] = [:]
    for (place, image) in own.enumerated() { places[image, default: []].append(place) }
    let clouds = places.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
      .map { GaussianCloud(rows.selecting($0)) }
    let distances = try CoreBudget.current.map(count: clouds.count) { a in
      try (0..<a).reduce(0) { try $0 + clouds[a].distance(to: clouds[$1]) }
    }
    return distances.reduce(0, +)
  }
}

/// Points by their mean and what is left of them.
struct GaussianCloud: Sendable {
  private let mean: [Double]
  /// n x D, points about the mean over sqrt(n - 1)
  private let residuals: Matrix
  /// Of the covariance
  private let trace: Double

  /// - Parameter points: at least two.
  init(_ points: Matrix) {
    let share = 1 / Double(points.rows)
    mean = points.transposedTimes([Double](repeating: share, count: points.rows))
    let scale = 1 / Double(points.rows - 1).squareRoot()
    residuals = points.subtractingFromRows(mean)
      .scalingRows(by: [Double](repeating: scale, count: points.rows))
    trace = sumOfSquares(residuals.elements)
  }

  /// The 2-Wasserstein distance of the Gaussians: tr (C C')^1/2 is the nuclear norm of the products of
  /// the residuals.
  func distance(to other: GaussianCloud) throws -> Double {
    let products = residuals.timesTransposed(other.residuals)
    let nuclear = try SingularValueDecomposition.values(of: products).reduce(0, +)
    let shift = zip(mean, other.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return abs(shift + trace + other.trace - 2 * nuclear).squareRoot()
  }
}
