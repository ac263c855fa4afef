import LinearAlgebra
import Platform

/// ETran's LDA score: softmax over distances to class means, with identity covariance.
package struct LDA: Metric {
  package var description: MetricDescription { Self.text }

  package static let entry = MetricEntry(description: text) { options in
    _ = try OptionReader(options, of: text)
    return LDA()
  }

  package func prepare(_ sample: Sample) throws -> any PreparedMetric {
    let discriminants = try MeanDiscriminants(sample)
    return PreparedLDA(discriminants: discriminants)
  }

  static let text = MetricDescription(
    name: "lda", title: "LDA",
    summary: "Mean probability of the true class, from distances to class means.",
    formula: "mean of softmax_c(x'mu_c - |mu_c|^2/2 + log n_c/N) at the true class",
    inputs: .features,
    cost: "once: one read, N D C; a setting: N C^2, no features",
    source: "Gholami et al. (ETran), ICCV 2023; github.com/mgholamikn/ETran",
    differences: [
      "the official code asks a symmetric eigensolver for the eigenvectors of a matrix that is not "
        + "symmetric: they are orthogonal, so covariance and shrinkage have no effect; so it is here",
      "a textbook LDA would use the shared covariance, as SFDA's first pass does",
    ])
}

struct PreparedLDA: PreparedMetric {
  let discriminants: MeanDiscriminants

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let logits = discriminants.logits(motion, withPriors: true)
    var sum = 0.0
    for (i, c) in discriminants.labels.enumerated() {
      let row = logits.row(i)
      let largest = row.max() ?? 0
      sum += exp(logits[i, c] - largest) / row.reduce(0) { $0 + exp($1 - largest) }
    }
    return try finite(sum / Double(logits.rows), "LDA")
  }
}

/// x'mu_c - |mu_c|^2/2 of every row and class, after any motion, from one read.
struct MeanDiscriminants: Sendable {
  let classes: CentredClasses
  let labels: [Int]
  /// N x C, centred rows times centred means
  private let products: Matrix
  /// C x C, inner products of the centred means
  private let meanProducts: Matrix

  init(_ sample: Sample) throws {
    classes = CentredClasses(sample.statistics)
    labels = sample.labels
    products = try sample.projection(on: classes.means, centre: classes.centre)
    meanProducts = classes.means.timesTransposed(classes.means)
  }

  /// N x C.
  func logits(_ motion: ClassMotion, withPriors: Bool) -> Matrix {
    let mixing = motion.mixing
    var logits = products.timesTransposed(mixing)
    let moved = mixing.times(meanProducts).timesTransposed(mixing)
    let added = (mixing - Matrix.identity(mixing.rows)).times(meanProducts).timesTransposed(mixing)
    let offsets = (0..<mixing.rows).map {
      (withPriors ? log(classes.counts[$0] / classes.total) : 0) - moved[$0, $0] / 2
    }
    for (i, y) in labels.enumerated() {
      for c in offsets.indices { logits[i, c] += added[y, c] + offsets[c] }
    }
    return logits
  }
}
