import FeatureStatistics
import LinearAlgebra
import Platform

/// TMI: the entropy of the features within classes, from distances to nearest neighbours.
package struct TMI: Metric {
  /// What is taken for the entropy within classes.
  enum Variant: String, CaseIterable, Sendable {
    case official
    case teGuide = "te_guide"
  }

  let variant: Variant
  let neighbours: Int
  let smallestDistance: Double

  private static let variantOption = OptionDeclaration<Variant>.choice(
    "variant", default: .official, "entropy, or te-guide's variance within classes")

  private static let neighboursOption = OptionDeclaration<Int>.integer(
    "k", in: 1...1000, default: 3, "neighbour")
  private static let distanceOption = OptionDeclaration<Double>.number(
    "min_distance", .above(0), default: 1, "the least distance that counts")
  package static let options: [any DeclaredOption] = [
    variantOption, neighboursOption, distanceOption,
  ]

  package init(_ options: MetricOptions) throws {
    variant = try options(Self.variantOption)
    neighbours = try options(Self.neighboursOption)
    smallestDistance = try options(Self.distanceOption)
  }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let counts = input.moments.counts
    guard variant == .official else {
      // The sum over dimensions of the variance within classes, classes by size.
      let spread = zip(counts, 0..<counts.count).reduce(0) { sum, one in
        sum + Double(one.0) * input.moments.variances.row(one.1).reduce(0, +)
      }
      return fixed(spread / Double(input.labels.count))
    }
    var terms: [Double] = []
    try input.forEachClass { c, rows in
      guard let entropy = entropy(rows) else { return }
      terms.append(entropy * Double(counts[c]) / Double(input.labels.count))
    }
    guard !terms.isEmpty else {
      throw MetricError(
        "TMI needs a class of more than \(neighbours) rows for \(neighbours) neighbours; the "
          + "largest class has \(counts.reduce(0, max)).")
    }
    return fixed(terms.reduce(0, +) / Double(terms.count))
  }

  private func fixed(_ value: Double) -> FixedScore {
    FixedScore(
      value: value, name: "TMI",
      motionNote: "class shifts leave distances within classes as they are, and so this score")
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    let (n, d, c) = shape.numbers
    return MetricWork(preparing: n * n * d / c, scoring: 0)
  }

  package static let description = MetricDescription(
    name: "tmi", title: "TMI",
    summary: "Entropy of the features within classes (Kozachenko and Leonenko).",
    formula: """
      mean over classes of h_c n_c / N, h_c = psi(n_c) - psi(k) + D/n_c sum_i log(2 e_i), e_i the
      distance in the maximum norm to the k-th neighbour in the class, at least min_distance.
      Classes of one row count with h_c = 0, other classes of at most k rows do not count.
      """,
    inputs: .features,
    cost: "once: reads of N D, 16 million elements held at a time, and sum_c n_c^2 D at most; a "
      + "setting: nothing",
    source: "Xu and Kang, ICCV 2023; github.com/snudatalab/TMI",
    differences: [
      "the mean over classes divides by C after the weights n_c / N, as the official code does",
      "distances below min_distance = 1 count as 1, as in the official code: on features with a "
        + "spread below 1 the score says little",
      "te_guide is what te-guide (002852b) calls TMI: the sum over dimensions of the variance within "
        + "classes",
    ])

  /// nil if the class has too few rows for a k-th neighbour.
  private func entropy(_ rows: Matrix) -> Double? {
    guard rows.rows > 1 else { return 0 }
    guard rows.rows > neighbours else { return nil }
    var sum = 0.0
    for i in 0..<rows.rows {
      sum += log(2 * max(distanceToNeighbour(ofRow: i, rows), smallestDistance))
    }
    return digamma(rows.rows) - digamma(neighbours)
      + Double(rows.columns) / Double(rows.rows) * sum
  }

  /// The k-th smallest distance to the other rows in the maximum norm.
  private func distanceToNeighbour(ofRow i: Int, _ rows: Matrix) -> Double {
    var nearest = [Double](repeating: .infinity, count: neighbours)
    let width = rows.columns
    rows.elements.withUnsafeBufferPointer { values in
      for j in 0..<rows.rows where j != i {
        let limit = nearest[neighbours - 1]
        var largest = 0.0
        var d = 0
        // Most rows are given up after a few pieces of 16 dimensions.
        while d < width, largest < limit {
          let end = min(d + 16, width)
          for e in d..<end {
            largest = max(largest, abs(values[i * width + e] - values[j * width + e]))
          }
          d = end
        }
        guard largest < limit else { continue }
        var place = neighbours - 1
        while place > 0, nearest[place - 1] > largest {
          nearest[place] = nearest[place - 1]
          place -= 1
        }
        nearest[place] = largest
      }
    }
    return nearest[neighbours - 1]
  }
}
