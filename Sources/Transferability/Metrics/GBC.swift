import LinearAlgebra
import Platform

/// GBC: minus the sum of Bhattacharyya coefficients between Gaussian classes.
package struct GBC: Metric {
  let isSpherical: Bool
  /// Principal components to take first; 0 for none.
  let components: Int

  package var description: MetricDescription { Self.text }

  package static let entry = MetricEntry(description: text) { options in
    let reader = try OptionReader(options, of: text)
    return GBC(
      isSpherical: try reader.choice("gaussian", ["spherical", "diagonal"]) == "spherical",
      components: try reader.integer("pca", in: 0...4096, default: 0))
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    try sample.requireTwoClasses("GBC")
    guard components == 0 else {
      return GBCOnComponents(sample, count: components, isSpherical: isSpherical)
    }
    return try PreparedGBC(sample.statistics, isSpherical: isSpherical)
  }

  static let text = MetricDescription(
    name: "gbc", title: "GBC",
    summary: "Minus the sum of Bhattacharyya coefficients between Gaussian classes.",
    formula: """
      - sum over ordered pairs a != b of exp(-B_ab),
      B_ab = 1/8 sum_d (mu_a - mu_b)^2 / s + 1/2 (sum log s - 1/2 sum log s_a - 1/2 sum log s_b),
      s = (s_a + s_b) / 2, s_c the population variances of class c, at least 1e-4; spherical: their
      mean over dimensions, one number.
      """,
    inputs: .statistics,
    cost: "a setting: 3 C^3 (spherical) or C^2 D (diagonal), no features; with pca k: one read of "
      + "N D k and 9 D^3",
    source: "Pándy et al., CVPR 2022; github.com/google-research/google-research stable_transfer",
    differences: [
      "spherical counts the log term once, as the official code does; a true spherical Gaussian "
        + "would count it D times",
      "the official code computes in float32, this one in float64",
      "Model-Spider's GBC has full covariances after a PCA to 64 dimensions",
    ],
    options: [
      MetricOptionDescription(
        name: "gaussian", allowed: "spherical, diagonal", defaultValue: .text("spherical"),
        summary: "shape of a class"),
      MetricOptionDescription(
        name: "pca", allowed: "0 to 4096", defaultValue: .integer(0),
        summary: "principal components taken first, after the motion; 0 takes the features; the "
          + "paper is said to take 64; a setting then reads the features once"),
    ])
}

struct PreparedGBC: PreparedMetric {
  /// C x D, or, for spherical classes, C x C in an orthonormal basis of their span
  private let means: Matrix
  /// C x D, or C x 1 for spherical classes
  private let variances: Matrix
  private let logSums: [Double]

  init(_ statistics: ClassStatistics, isSpherical: Bool) throws {
    let centred = CentredClasses(statistics).means
    means =
      isSpherical && centred.rows < centred.columns
      ? try OrthogonalRows(centred).coordinates : centred
    var variances = statistics.variances
    for index in variances.elements.indices {
      variances.elements[index] = max(variances.elements[index], 1e-4)
    }
    if isSpherical {
      let means = (0..<variances.rows).map {
        variances.row($0).reduce(0, +) / Double(variances.columns)
      }
      variances = Matrix(rows: means.count, columns: 1, elements: means)
    }
    self.variances = variances
    logSums = (0..<variances.rows).map { variances.row($0).reduce(0) { $0 + log($1) } }
  }

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let moved = motion.mixing.times(means)
    let sum = variances.columns == 1 ? spherical(moved) : diagonal(moved)
    return try finite(-2 * sum, "GBC")
  }

  private func spherical(_ means: Matrix) -> Double {
    let distances = means.rowDistances()
    var sum = 0.0
    for a in 0..<means.rows {
      for b in 0..<a {
        let variance = (variances[a, 0] + variances[b, 0]) / 2
        let quadratic = distances[a, b] * distances[a, b] / variance
        sum += exp(-quadratic / 8 - (log(variance) - (logSums[a] + logSums[b]) / 2) / 2)
      }
    }
    return sum
  }

  private func diagonal(_ means: Matrix) -> Double {
    var sum = 0.0
    for a in 0..<means.rows {
      for b in 0..<a {
        var (quadratic, logs) = (0.0, 0.0)
        for d in 0..<means.columns {
          let variance = (variances[a, d] + variances[b, d]) / 2
          let difference = means[a, d] - means[b, d]
          quadratic += difference * difference / variance
          logs += log(variance)
        }
        sum += exp(-quadratic / 8 - (logs - (logSums[a] + logSums[b]) / 2) / 2)
      }
    }
    return sum
  }
}
