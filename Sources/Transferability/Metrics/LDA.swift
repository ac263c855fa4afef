import FeatureStatistics
import LinearAlgebra
import Platform

/// ETran's LDA score: softmax over distances to class means, with identity covariance.
package struct LDA: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    let discriminants = try MeanDiscriminants(input)
    return PreparedLDA(discriminants: discriminants)
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { MeanDiscriminants.work(shape) }

  package static let description = MetricDescription(
    name: "lda", title: "LDA",
    summary: "Mean probability of the true class, from distances to class means.",
    formula: "mean of softmax_c(x'mu_c - |mu_c|^2/2 + log n_c/N) at the true class",
    inputs: .features,
    cost: "once: one read, N D C; a setting: N C^2, no features (where N C numbers take more than "
      + "256 MB they are not kept: one read, N D C)",
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
    let mean = try discriminants.mean(motion, .classSize) { logits, c in
      Softmax(logits: logits).probability(c)
    }
    return try finite(mean, "LDA")
  }
}
