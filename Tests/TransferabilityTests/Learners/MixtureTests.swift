import LinearAlgebra
import Testing
import Transferability

/// k-means and the Gaussian mixture beside scikit-learn 1.9.1, on three clusters of 30 points that
/// every start finds.
struct MixtureTests {
  /// Row i is of cluster i mod 3: its centre and a point of a square of side 2, by multiples of the
  /// plastic and the golden ratio; column means of 0.
  private static let rows: Matrix = {
    let centres = [[0, 0], [2.5, 0.5], [0.5, 2.6]]
    func fraction(_ value: Double) -> Double { value - value.rounded(.down) }
    var rows = Matrix(rows: 90, columns: 2)
    for i in 0..<90 {
      let point = [
        fraction(Double(i) * 0.6180339887498949), fraction(Double(i) * 0.7548776662466927),
      ]
      for d in 0..<2 { rows[i, d] = centres[i % 3][d] + 2 * (point[d] - 0.5) }
    }
    return rows.subtractingFromRows(
      rows.transposedTimes([Double](repeating: 1 / 90, count: 90)))
  }()

  /// sklearn.cluster.KMeans(3, n_init=1): inertia 60.18490003970909 for every random_state.
  @Test(arguments: [1, 2, 3, 4, 5])
  func `k-means finds scikit-learn's clusters`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let labels = KMeans(Self.rows, clusters: 3, random: &random).labels
    for i in 3..<90 { #expect(labels[i] == labels[i % 3]) }
    #expect(Set(labels).count == 3)
    let means = Self.rows.rowSums(byLabel: labels, count: 3).scalingRows(
      by: [Double](repeating: 1 / 30.0, count: 3))
    var residuals = Self.rows
    residuals.subtract(means, byLabel: labels)
    #expect(abs(sumOfSquares(residuals.elements) - 60.18490003970909) < 1e-11)
  }

  /// sklearn.mixture.GaussianMixture(3): predict_proba of the rows that are most between clusters,
  /// in descending order.
  private static let between: [(row: Int, shares: [Double])] = [
    (8, [0.6950171951248436, 0.23651035334198364, 0.06847245153317279]),
    (34, [0.8057617200630823, 0.18688369334489044, 0.00735458659202732]),
    (13, [0.8352577968327269, 0.13158928844267487, 0.03315291472459829]),
    (53, [0.8624759000576323, 0.09386805044991503, 0.043656049492452643]),
    (0, [0.9999999956070149]),
  ]

  @Test(arguments: [1, 2, 3])
  func `The mixture has scikit-learn's responsibilities`(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let mixture = try GaussianMixture(Self.rows, components: 3, random: &random)
    #expect(mixture.hasConverged)
    for (row, expected) in Self.between {
      let found = (0..<3).map { mixture.responsibilities[$0, row] }.sorted(by: >)
      for (left, right) in zip(found, expected) { #expect(abs(left - right) < 1e-9) }
    }
    #expect(abs(sumOfSquares(mixture.responsibilities.elements) - 87.32738470528557) < 1e-8)
  }

  @Test func `A cluster that loses its rows takes the farthest`() {
    var random = SplitMix64(seed: 9)
    let rows = Matrix([[-2.0], [-2], [-2], [0], [6]])
    let labels = KMeans(rows, clusters: 3, random: &random).labels
    #expect(Set(labels).count == 3)
    #expect(labels[0] == labels[1] && labels[1] == labels[2])
  }
}
