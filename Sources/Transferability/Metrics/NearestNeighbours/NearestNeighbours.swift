import FeatureStatistics
import LinearAlgebra

/// Leave-one-out accuracy of the k nearest neighbours.
package struct NearestNeighbours: Metric {
  /// Between rows.
  enum Distance: String, CaseIterable, Sendable { case euclidean, cosine }

  let neighbours: Int
  let distance: Distance

  private static let neighboursOption = OptionDeclaration<Int>.integer(
    "k", in: 1...1000, default: 1, "neighbours")
  private static let distanceOption = OptionDeclaration<Distance>.choice(
    "distance", default: .euclidean, "between rows")
  package static let options: [any DeclaredOption] = [neighboursOption, distanceOption]

  package init(_ options: MetricOptions) throws {
    neighbours = try options(Self.neighboursOption)
    distance = try options(Self.distanceOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    guard input.labels.count > neighbours else {
      throw MetricError(
        "k-NN: \(counted(neighbours, "neighbour")) \(neighbours == 1 ? "needs" : "need") more than "
          + "\(counted(neighbours, "row")); the features have \(input.labels.count).")
    }
    return PreparedNearestNeighbours(
      metric: self, input: input.withoutScatter,
      classes: CentredClasses(input.moments))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, _) = shape.numbers
    // Between a setting alone and sixteen that share the products.
    return MetricWork(
      preparing: 0, scoring: n * n * (d / 2 + 10),
      bytes: MetricWork.pairs(shape, atMost: 1 << 22))
  }

  package static let description = MetricDescription(
    name: "knn", title: "k-NN",
    summary: "Leave-one-out accuracy of the nearest neighbours, in percent.",
    formula: """
      100 x share of rows whose label is the most frequent one (the smallest of equals) among the k
      other rows at the least distance. If all k labels differ, the share of them that is right.
      """,
    inputs: .features,
    cost: "a read for every 16,384 rows (fewer where these take more than 128 MB) and 2 N^2 D, "
      + "which up to 16 settings share; a setting: 2 N D C and 10 N^2",
    source: "Bolya et al., NeurIPS 2021; github.com/dbolya/parc methods.py kNN",
    differences: [
      "a row is never its own neighbour; the official code drops the first of the sorted "
        + "distances, which with duplicate rows may be another row",
      "equal distances, which are those that differ by rounding only, go to the first row; there, to "
        + "whichever the sort leaves first",
      "euclidean distances are taken about the mean of all rows, which loses fewer digits; cosine "
        + "distances of the rows as they are",
    ])
}
