import FeatureStatistics
import LinearAlgebra
import Platform

/// How evenly the overlap of classes is spread over them: FaCe's second term.
package struct ClassFairness: Metric {
  let temperature: Double

  static let temperatureOption = OptionDeclaration<Double>.number(
    "temperature", .above(0), default: 1, "of the softmax over the classes' overlaps")
  package static let options: [any DeclaredOption] = [temperatureOption]

  package init(_ options: MetricOptions) throws {
    temperature = try options(Self.temperatureOption)
  }

  init(temperature: Double) { self.temperature = temperature }

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedClassFairness(
      classes: try PreparedGBC(input.moments, .spherical), temperature: temperature)
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork {
    MetricWork(preparing: 0, scoring: 3 * shape.numbers.c * shape.numbers.c * shape.numbers.c)
  }

  package static let description = MetricDescription(
    name: "class_fairness", title: "Class fairness (FaCe)",
    summary: "Entropy of how much of the overlap each class has: FaCe's second term.",
    formula: """
      - sum_c p_c log p_c / log C, p = softmax(o / temperature), o_c = sum over b != c of the
      Bhattacharyya coefficient of classes c and b, taken for spherical Gaussians as in gbc.
      """,
    inputs: .statistics,
    cost: "a setting: 3 C^3, no features",
    source: "Ding et al., arXiv 2310.05754 (FaCe); no code of FaCe is public",
    differences: [
      "FaCe's term measures how evenly a model treats the classes; its formula is in no public code and "
        + "could not be compared: this is the entropy of the classes' shares of the overlap, 1 if all "
        + "have the same"
    ])
}

struct PreparedClassFairness: PreparedMetric {
  let classes: PreparedGBC
  let temperature: Double

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let scaled = classes.overlaps(motion).map { $0 / temperature }
    let total = logSumExp(scaled[...])
    // p log p = p (x - total): what is rounded to a share of 0 adds nothing.
    let entropy = scaled.reduce(0) { $0 - exp($1 - total) * ($1 - total) }
    return try finite(entropy / log(Double(scaled.count)), "Class fairness")
  }
}
